import { createHash } from "node:crypto";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { jsonOf, makeDesk, ran, type Desk } from "./command-line.ts";

/** As in tests/case/golden-keys.test.ts. The whole suite runs on two versions of Node: there they are the same. */
const GOLDEN = {
  manifest: "127c5cfca08a227d56b1447f10d9e39d01790d66f3023db4339dc3392ccb9200",
  metrics: "a558ac31828de202491b9c478d838f260516bef5ec48383194638e5455088061",
  overlay_bundle: "440c4e86aa1329b3f699e0392da10491b6a4c41564ac8c57ac7c3d1066fe562a",
  robustness_surface: "e65ed079f0af1e667701783e408a50e3617367ae22cc60dd92328fdd8185a5d1",
};
const RECORD = {
  manifest: "confirmed",
  metrics: "confirmed",
  overlay_bundle: "confirmed",
  robustness_surface: "confirmed",
};
const GOLDEN_KEY = createHash("sha256")
  .update(
    `{"artifacts":${JSON.stringify(GOLDEN)},"record":${JSON.stringify(RECORD)},"report":"${REPORT_VERSION}"}`,
  )
  .digest("hex");

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk(["case_001"]);
});

describe("hash", () => {
  it("prints the key and what it is made of, and stores nothing", async () => {
    const result = await ran(desk, ["hash", "case_001"]);
    expect(result).toMatchObject({ code: 0, errors: "" });
    expect(result.text.split("\n")).toEqual([
      "case                case_001",
      `key                 ${GOLDEN_KEY}`,
      `report version      ${REPORT_VERSION}`,
      "record              confirmed: manifest, metrics, overlay_bundle, robustness_surface",
      `manifest            ${GOLDEN.manifest}`,
      `metrics             ${GOLDEN.metrics}`,
      `overlay_bundle      ${GOLDEN.overlay_bundle}`,
      `robustness_surface  ${GOLDEN.robustness_surface}`,
      "",
      "45 checks: 24 hold, 0 do not hold, 21 cannot be made.",
    ]);
    await expect(readdir(desk.cacheDir)).rejects.toThrow("ENOENT");
  });

  it("prints the same as JSON for programs, and the same when repeated", async () => {
    const expected = {
      case_id: "case_001",
      cache_key: GOLDEN_KEY,
      report_version: REPORT_VERSION,
      artifacts: GOLDEN,
      record: RECORD,
      checks: { hold: 24, fail: [], unchecked: 21 },
    };
    expect(jsonOf(await ran(desk, ["hash", "case_001", "--json"]))).toEqual(expected);
    expect(jsonOf(await ran(desk, ["hash", "--json", "case_001"]))).toEqual(expected);
  });

  it("prints the key of the report", async () => {
    const report = jsonOf(await ran(desk, ["report", "case_001", "--json"]));
    expect(report).toMatchObject({ cache_key: GOLDEN_KEY });
  });

  it("names each failed check with both values, and still exits with 0", async () => {
    const folder = join(desk.artifactRoot, "case_001");
    const path = join(folder, "robustness_surface.json");
    const surface = await readFile(path, "utf8");
    await writeFile(path, surface.replace(/"mean_esi":\s*([\d.]+)/, '"mean_esi": 0.99'));
    await writeFile(join(folder, "checksums.json"), "not JSON");
    const [, mean = ""] = /"mean_esi":\s*([\d.]+)/.exec(surface) ?? [];
    const result = await ran(desk, ["hash", "case_001"]);
    expect(result).toMatchObject({ code: 0, errors: "" });
    expect(result.text).toContain("record              unreadable: checksums.json cannot be read");
    const [heading, ...failed] = result.text.split("\n\n")[1]?.split("\n") ?? [];
    expect(heading).toMatch(/^45 checks: \d+ hold, 1 do not hold, \d+ cannot be made\.$/);
    expect(failed).toEqual([
      "surface_statistics",
      "  robustness_surface.json#/axes/0/mean_esi",
      "    stated    0.99",
      `    computed  ${mean}`,
    ]);
    const { checks, record } = jsonOf(await ran(desk, ["hash", "case_001", "--json"]));
    expect(record).toBe("unreadable");
    expect(checks).toMatchObject({ fail: [{ check: "surface_statistics", count: 1 }] });
  });

  it("prints the same key for a copy with another formatting, member order and line breaks, and without checksums", async () => {
    const copy = join(desk.folder, "copy");
    const original = join(desk.artifactRoot, "case_001");
    // Its checksums are those of the files as they were: with them, the record is part of the difference.
    await rm(join(original, "checksums.json"));
    await cp(original, copy, { recursive: true });
    for (const name of Object.keys(GOLDEN)) {
      const path = join(copy, `${name}.json`);
      const before = await readFile(path, "utf8");
      const members = Object.entries<unknown>(JSON.parse(before)).toReversed();
      const after = JSON.stringify(Object.fromEntries(members), null, 7).replaceAll("\n", "\r\n");
      expect(after).not.toBe(before);
      await writeFile(path, after);
    }
    const result = await ran(desk, ["hash", "./copy", "--json"]);
    expect(jsonOf(result)).toEqual({
      ...jsonOf(await ran(desk, ["hash", "case_001", "--json"])),
      artifacts: GOLDEN,
      record: "none",
    });
  });

  it.each([
    [["hash"], "missing required argument 'case'"],
    [["hash", "a", "b"], "two cases need --explain"],
    [["hash", "--explain", "a"], "--explain needs two cases"],
    [["hash", "--explain", "a", "b", "c"], "too many arguments"],
  ])("rejects wrong usage: %j", async (argv, why) => {
    const result = await ran(desk, argv);
    expect(result).toMatchObject({ code: 2, text: "" });
    expect(result.errors).toContain(why);
    expect(result.errors).toContain("See clarity hash --help.");
  });
});
