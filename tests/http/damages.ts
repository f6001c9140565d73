import { readFile, truncate, writeFile } from "node:fs/promises";
import { expect } from "vitest";

/** The case that is damaged. */
export const DAMAGED_CASE = "case_sparse";
export const MIB = 1024 * 1024;

/** Damages one file of the case, given its path. */
export type Damage = (path: string) => Promise<void>;

export function edited(edit: (text: string) => string | Uint8Array): Damage {
  return async (path) => await writeFile(path, edit(await readFile(path, "utf8")));
}

export function replaced(from: string, to: string): Damage {
  return edited((text) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  });
}

const matrix = (values: string) =>
  edited((text) => {
    const shape = `{"width": 2, "height": 2, "values": ${values}}`;
    return text.replace(/"heatmap": \{[^}]*\}/, `"heatmap": ${shape}`);
  });
export const deep = (levels: number) => `${"[".repeat(levels)}1${"]".repeat(levels)}`;

/** The damage, its file, its place as a JSON Pointer, and how to cause it. */
export const DAMAGES: readonly (readonly [string, string, string, Damage])[] = [
  ["an empty file", "manifest.json", "", async (path) => await truncate(path)],
  ["text", "overlay_bundle.json", "", edited(() => "not JSON")],
  ["a page of HTML", "manifest.json", "", edited(() => "<!doctype html><p>502</p>")],
  [
    "a truncated file",
    "robustness_surface.json",
    "/global_mean_esi",
    edited((text) => text.slice(0, -100)),
  ],
  ["bytes that are not UTF-8", "manifest.json", "", edited(() => Buffer.from([0x22, 0xff, 0x22]))],
  ["a list", "metrics.json", "", edited(() => "[]")],
  ["a number", "robustness_surface.json", "", edited(() => "7")],
  ["another type", "metrics.json", "/baseline_metrics/esi", replaced("0.841", '"0.841"')],
  ["a lacking member", "robustness_surface.json", "/axes", replaced('"axes"', '"axis"')],
  ["a ragged matrix", "overlay_bundle.json", "/heatmap/values/1", matrix("[[0, 1], [0]]")],
  ["1e400", "metrics.json", "/baseline_metrics/esi", replaced("0.841", "1e400")],
  ["2^53+1", "metrics.json", "/baseline_metrics/drift", replaced("0.118", "9007199254740993")],
  ["a lone surrogate", "manifest.json", "/title", replaced("Pleural", "\\ud800")],
  ["a member twice", "metrics.json", "/baseline_id", replaced("{", '{"baseline_id": "a",')],
  ["nesting of 33", "manifest.json", `/x${"/0".repeat(31)}`, replaced("{", `{"x": ${deep(32)},`)],
  ["another case", "manifest.json", "/case_id", replaced(DAMAGED_CASE, "case_other")],
  ["17 MiB", "overlay_bundle.json", "", edited((text) => text.padEnd(17 * MIB, " "))],
];
