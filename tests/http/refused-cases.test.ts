import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { problemOf } from "./problems.ts";
import { addCase, openTestService, storedIn } from "./test-service.ts";

const CASE = "case_sparse";
const MIB = 1024 * 1024;

/** What is done to one file of the case, given its path. */
type Damage = (path: string) => Promise<void>;

function edited(edit: (text: string) => string | Uint8Array): Damage {
  return async (path) => await writeFile(path, edit(await readFile(path, "utf8")));
}

function replaced(from: string, to: string): Damage {
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
const deep = (levels: number) => `${"[".repeat(levels)}1${"]".repeat(levels)}`;

const DAMAGES: readonly (readonly [string, string, string, Damage])[] = [
  ["a file that is missing", "metrics.json", "", async (path) => await rm(path)],
  ["an empty file", "manifest.json", "", async (path) => await truncate(path)],
  ["text", "overlay_bundle.json", "", edited(() => "not JSON")],
  ["a page of HTML", "manifest.json", "", edited(() => "<!doctype html><p>502</p>")],
  ["a truncated file", "robustness_surface.json", "", edited((text) => text.slice(0, -100))],
  ["bytes that are not UTF-8", "manifest.json", "", edited(() => Buffer.from([0x22, 0xff, 0x22]))],
  ["a list", "metrics.json", "", edited(() => "[]")],
  ["a number", "robustness_surface.json", "", edited(() => "7")],
  ["another type", "metrics.json", "/baseline_metrics/esi", replaced("0.841", '"0.841"')],
  ["a lacking member", "metrics.json", "/baseline_id", replaced('"baseline_id"', '"id"')],
  ["a ragged matrix", "overlay_bundle.json", "/heatmap/values/1", matrix("[[0, 1], [0]]")],
  ["rows that are missing", "overlay_bundle.json", "/heatmap/values", matrix("[[0, 1]]")],
  ["a cell out of range", "overlay_bundle.json", "/heatmap/values/0/1", matrix("[[0, 2], [0, 0]]")],
  ["1e400", "metrics.json", "/baseline_metrics/esi", replaced("0.841", "1e400")],
  ["2^53+1", "metrics.json", "/baseline_metrics/drift", replaced("0.118", "9007199254740993")],
  ["a lone surrogate", "manifest.json", "/title", replaced("Pleural", "\\ud800")],
  ["a member twice", "metrics.json", "/baseline_id", replaced("{", '{"baseline_id": "a",')],
  ["nesting of 33", "manifest.json", `/x${"/0".repeat(31)}`, replaced("{", `{"x": ${deep(32)},`)],
  ["another case", "manifest.json", "/case_id", replaced(CASE, "case_other")],
  ["17 MiB", "overlay_bundle.json", "", edited((text) => text.padEnd(17 * MIB, " "))],
  ["no date", "manifest.json", "/timestamp", replaced("2025-09-02", "2025-02-30")],
];

test.each(DAMAGES)("%s is 422 naming %s and the place %j", async (_what, file, pointer, damage) => {
  const { post, request, artifactRoot, cacheDir, lines } = await openTestService();
  await addCase(artifactRoot, "case_other");
  await damage(join(artifactRoot, CASE, file));
  for (const answer of [await post(CASE), await request(`/report/cases/${CASE}`)]) {
    const problem = await problemOf(answer, "unreportable_case");
    expect(problem).toMatchObject({ case_id: CASE, file, pointer });
    expect(problem["expected"]).toMatch(/./);
    expect(problem["received"]).toMatch(/./);
    expect(problem.detail).toContain(pointer === "" ? `${file}:` : `${file} at ${pointer}:`);
    expect(problem.detail.length).toBeLessThan(500);
  }
  expect(lines).toEqual([]);
  expect(await storedIn(cacheDir, "claims")).toEqual([]);
  expect((await post("case_other")).status).toBe(200);
  const listed = await request("/report/cases");
  expect(await listed.json()).toEqual({ cases: ["case_other", CASE] });
});

test("a report that was stored is not served for a case that is damaged since", async () => {
  const { post, artifactRoot } = await openTestService();
  const path = join(artifactRoot, CASE, "metrics.json");
  const good = await readFile(path);
  const first = await post(CASE);
  await truncate(path, 10);
  await problemOf(await post(CASE), "unreportable_case");
  await writeFile(path, good);
  const mended = await post(CASE);
  expect(mended.headers.get("x-cache-hit")).toBe("true");
  expect(mended.headers.get("etag")).toBe(first.headers.get("etag"));
});

test("nesting of 32, 2^53-1 and 16 MiB are still fine", async () => {
  const { post, artifactRoot } = await openTestService();
  await replaced(
    "{",
    `{"x": ${deep(31)}, "y": 9007199254740991,`,
  )(join(artifactRoot, CASE, "manifest.json"));
  await edited((text) => text.padEnd(16 * MIB, " "))(join(artifactRoot, CASE, "metrics.json"));
  expect((await post(CASE)).status).toBe(200);
});

test("a folder without any artifact is no case: 404", async () => {
  const { post, artifactRoot } = await openTestService();
  for (const name of ["manifest", "metrics", "overlay_bundle", "robustness_surface"]) {
    await rm(join(artifactRoot, CASE, `${name}.json`));
  }
  const problem = await problemOf(await post(CASE), "not_found");
  expect(problem).toMatchObject({ case_id: CASE });
});
