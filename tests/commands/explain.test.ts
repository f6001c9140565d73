import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { filesOf, writeCase } from "../case/case-files.ts";
import { jsonOf, keyOfCase, makeDesk, problemIn, ran, type Desk } from "./command-line.ts";

const EXPLAIN = ["hash", "--explain", "./a", "./b"];

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk([]);
  for (const side of ["a", "b"]) await writeCase(desk.folder, side, filesOf("case_1", 0.25));
});

async function edit(file: string, from: string, to: string): Promise<void> {
  const path = join(desk.folder, "b", file);
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

async function keyOf(side: string): Promise<string> {
  return await keyOfCase(desk, side);
}

describe("hash --explain", () => {
  it("says so when the keys are the same", async () => {
    const key = await keyOf("./a");
    const result = await ran(desk, EXPLAIN);
    expect(result).toMatchObject({ code: 0, errors: "" });
    expect(result.text).toBe(`The keys are the same.\na  ./a  ${key}\nb  ./b  ${key}`);
    expect(jsonOf(await ran(desk, [...EXPLAIN, "--json"]))).toEqual({
      same: true,
      a: { case_id: "case_1", cache_key: key },
      b: { case_id: "case_1", cache_key: key },
      total: 0,
      totals: {},
      differences: [],
    });
  });

  it("names the pointer that differs in each of the four artifacts", async () => {
    await edit("manifest.json", '"mask_value": 0.25', '"mask_value": 0.5');
    await edit("metrics.json", '"esi": 0.25', '"esi": "0.25"');
    await edit("overlay_bundle.json", "-3", "-4");
    await edit("robustness_surface.json", '"value": "0p8"', '"value": "0p9"');
    await edit("metrics.json", '"esi": "0.25"', '"esi": 0.26');
    const result = await ran(desk, EXPLAIN);
    expect(result).toMatchObject({ code: 1, errors: "" });
    const heading = `4 differences between the artifacts:\na  ./a  ${await keyOf("./a")}\nb  ./b  ${await keyOf("./b")}`;
    expect(result.text.split("\n\n")).toEqual([
      heading,
      "manifest.json: 1 difference\n  /config/mask_value\n    a  0.25\n    b  0.5",
      "metrics.json: 1 difference\n  /baseline_metrics/esi\n    a  0.25\n    b  0.26",
      "overlay_bundle.json: 1 difference\n  /evidence_map/values/0/1\n    a  -3\n    b  -4",
      'robustness_surface.json: 1 difference\n  /axes/0/points/0/value\n    a  "0p8"\n    b  "0p9"',
    ]);
    const json = await ran(desk, [...EXPLAIN, "--json"]);
    expect(json.code).toBe(1);
    expect(jsonOf(json)).toMatchObject({
      same: false,
      total: 4,
      totals: { manifest: 1, metrics: 1, overlay_bundle: 1, robustness_surface: 1 },
      differences: [
        { artifact: "manifest", pointer: "/config/mask_value", a: "0.25", b: "0.5" },
        { artifact: "metrics", pointer: "/baseline_metrics/esi", a: "0.25", b: "0.26" },
        { artifact: "overlay_bundle", pointer: "/evidence_map/values/0/1", a: "-3", b: "-4" },
        {
          artifact: "robustness_surface",
          pointer: "/axes/0/points/0/value",
          a: '"0p8"',
          b: '"0p9"',
        },
      ],
    });
  });

  it("distinguishes a missing member from one that is null", async () => {
    await edit("metrics.json", '"token_count": 12', '"token_count": null');
    await edit("metrics.json", '"mean_logprob": -0.5,', "");
    const result = await ran(desk, EXPLAIN);
    expect(result.text).toContain("  /mean_logprob\n    a  -0.5\n    b  missing");
    expect(result.text).toContain("  /token_count\n    a  12\n    b  null");
    expect(jsonOf(await ran(desk, [...EXPLAIN, "--json"]))).toMatchObject({
      differences: [
        { pointer: "/mean_logprob", a: "-0.5" },
        { pointer: "/token_count", a: "12", b: "null" },
      ],
    });
  });

  it("names an artifact that only one of the cases has", async () => {
    await rm(join(desk.folder, "a", "metrics.json"));
    await rm(join(desk.folder, "b", "overlay_bundle.json"));
    const result = await ran(desk, EXPLAIN);
    expect(result).toMatchObject({ code: 1, errors: "" });
    expect(result.text.split("\n\n").slice(1)).toEqual([
      "metrics.json: 1 difference\n  the whole document\n    a  missing\n    b  an object",
      "overlay_bundle.json: 1 difference\n  the whole document\n    a  an object\n    b  missing",
    ]);
    expect(jsonOf(await ran(desk, [...EXPLAIN, "--json"]))["differences"]).toEqual([
      { artifact: "metrics", pointer: "", b: "an object" },
      { artifact: "overlay_bundle", pointer: "", a: "an object" },
    ]);
  });

  it("compares a case by its id with one in a folder", async () => {
    await cp(join(desk.folder, "a"), join(desk.artifactRoot, "case_1"), { recursive: true });
    expect(await ran(desk, ["hash", "--explain", "case_1", "./b"])).toMatchObject({ code: 0 });
  });

  it("counts all differences and shows the first 10 of each artifact", async () => {
    const seeds = JSON.stringify(Array.from({ length: 30 }, (_, nth) => nth));
    await edit("manifest.json", '"seeds": [\n    1,\n    2\n  ]', `"seeds": ${seeds}`);
    await edit("metrics.json", '"seeds": [\n      1,\n      2\n    ]', `"seeds": ${seeds}`);
    await edit("robustness_surface.json", '"value": "0p8"', '"value": "0p9"');
    const result = await ran(desk, EXPLAIN);
    expect(result.text).toContain("61 differences between the artifacts:");
    expect(result.text).toContain("manifest.json: 30 differences; the first 10\n");
    expect(result.text).toContain("metrics.json: 30 differences; the first 10\n");
    expect(result.text).toContain(
      "robustness_surface.json: 1 difference\n  /axes/0/points/0/value",
    );
    expect(result.text.match(/^ {2}\//gm)).toHaveLength(21);
    const json = jsonOf(await ran(desk, [...EXPLAIN, "--json"]));
    expect(json).toMatchObject({
      total: 61,
      totals: { manifest: 30, metrics: 30, robustness_surface: 1 },
    });
    expect(json["differences"]).toHaveLength(21);
    expect(json["differences"]).toContainEqual({
      artifact: "robustness_surface",
      pointer: "/axes/0/points/0/value",
      a: '"0p8"',
      b: '"0p9"',
    });
  });

  it("escapes control characters of an artifact on a terminal", async () => {
    const name = JSON.stringify("\u001b[2J\n  /forged\u202e");
    await edit("manifest.json", '"case_id"', `${name}: "\u009b1m\u2066", "case_id"`);
    for (const argv of [EXPLAIN, [...EXPLAIN, "--json"]]) {
      const { text } = await ran(desk, argv);
      expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(text).toMatch(/\\u001b\[2J.*\\u202e/);
      expect(text).toContain("\\u009b1m\\u2066");
      expect(text).not.toMatch(/^ *\/forged/m);
    }
    await edit("manifest.json", "\u009b1m", "\\ud800");
    const refused = await ran(desk, EXPLAIN);
    expect(refused.errors.split("\n")).toHaveLength(1);
    expect(refused.errors).toContain("at /\\u001b[2J\\u000a  ~1forged\\u202e");
  });

  it("refuses an invalid case on either side", async () => {
    await edit("metrics.json", '"esi": 0.25', '"esi": 1e999');
    const result = await ran(desk, [...EXPLAIN, "--json"]);
    expect(result).toMatchObject({ code: 1, text: "" });
    expect(problemIn(result)).toMatchObject({ status: 422, pointer: "/baseline_metrics/esi" });
  });
});
