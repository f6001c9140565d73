import { beforeEach, describe, expect, it } from "vitest";
import { REPORT } from "../../cache/cache-fixture.ts";
import { DAMAGE_NAMES, keyOf, namesOf, plantResult, type Kept } from "../../cache/upkeep/kept.ts";
import { jsonOf, ran, type Desk } from "../command-line.ts";
import { makeKept } from "./kept-reports.ts";

let kept: Desk & Kept;
beforeEach(async () => {
  kept = await makeKept();
});

describe("cache verify", () => {
  it("says that all reports are intact", async () => {
    for (const name of ["one", "two"]) await plantResult(kept, keyOf(name));
    const result = await ran(kept, ["cache", "verify"]);
    const bytes = 2 * REPORT.length;
    expect(result).toMatchObject({
      code: 0,
      errors: "",
      text: `2 reports, ${bytes} bytes: all good.`,
    });
    expect(jsonOf(await ran(kept, ["cache", "verify", "--json"]))).toEqual({
      reports: 2,
      bytes,
      damaged: [],
    });
  });

  it("names every damaged report, its fault, and whether there is a good copy", async () => {
    const keys = DAMAGE_NAMES.map(keyOf);
    for (const damage of DAMAGE_NAMES) await plantResult(kept, keyOf(damage), { damage });
    await plantResult(kept, keyOf("emptied"), { slot: 1 });
    await plantResult(kept, keyOf("good"));
    const before = await namesOf(kept);
    const result = await ran(kept, ["cache", "verify"]);
    expect(result).toMatchObject({ code: 1, errors: "" });
    const lines = result.text.split("\n");
    expect(lines.slice(0, keys.length).toSorted()).toEqual(
      [
        `${keyOf("truncated")} slot 0: the bytes do not match their SHA-256; no good copy`,
        `${keyOf("emptied")} slot 0: the PDF is empty; a good copy in slot 1`,
        `${keyOf("bit-flipped")} slot 0: the bytes do not match their SHA-256; no good copy`,
        `${keyOf("without its body")} slot 0: the PDF is missing; no good copy`,
        `${keyOf("without its metadata")} slot 0: the metadata are missing or cannot be read; no good copy`,
      ].toSorted(),
    );
    expect(lines[keys.length]).toMatch(/^7 reports, \d+ bytes: 5 damaged\.$/);
    expect(result.text).toContain("npm run cache -- prune");
    const json = await ran(kept, ["cache", "verify", "--json"]);
    expect(json.code).toBe(1);
    expect(jsonOf(json)["damaged"]).toContainEqual({
      cache_key: keyOf("emptied"),
      slot: 0,
      damage: "body_empty",
      good_slot: 1,
    });
    expect(jsonOf(json)["damaged"]).toContainEqual({
      cache_key: keyOf("truncated"),
      slot: 0,
      damage: "bytes_differ",
      good_slot: null,
    });
    expect(await namesOf(kept)).toEqual(before);
  });

  it("shows its progress on standard error only on a terminal", async () => {
    for (let nth = 0; nth < 20; nth++) await plantResult(kept, keyOf(String(nth)));
    const watched = await ran(kept, ["cache", "verify"], { isTTY: true });
    expect(watched.errors).toMatch(/verifying .* %, 20 keys/);
    expect(watched.text).toMatch(/^20 reports, .*: all good\.$/);
    expect((await ran(kept, ["cache", "verify"])).errors).toBe("");
    const empty = await ran(await makeKept(), ["cache", "verify"], { isTTY: true });
    expect(empty.text).toBe("0 reports, 0 bytes: all good.");
  });
});
