import { beforeEach, describe, expect, it } from "vitest";
import { REPORT } from "../../cache/cache-fixture.ts";
import { keyOf, OLD_MS, plantClaim, plantResult, type Kept } from "../../cache/upkeep/kept.ts";
import { jsonOf, ran, type Desk } from "../command-line.ts";
import { makeKept } from "./kept-reports.ts";

let kept: Desk & Kept;
beforeEach(async () => {
  kept = await makeKept();
});

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe("cache list", () => {
  it("prints what is stored for each key, and the totals", async () => {
    const [one, two] = [keyOf("one"), keyOf("two")].toSorted();
    await plantResult(kept, one ?? "", { damage: "truncated" });
    await plantResult(kept, one ?? "", { slot: 1 });
    for (const generation of [0, 1]) await plantClaim(kept, one ?? "", { generation });
    await plantClaim(kept, two ?? "");
    const result = await ran(kept, ["cache", "list"]);
    expect(result).toMatchObject({ code: 0, errors: "" });
    const rows = result.text.split("\n").map((line) => line.split(/ {2,}/));
    expect(rows).toEqual([
      ["key", "slot", "bytes", "stored at", "claims"],
      [one, "0", "4", expect.stringMatching(TIME), "2"],
      [one, "1", String(REPORT.length), expect.stringMatching(TIME), "2"],
      [two, "none", "1"],
      [`2 keys, 2 reports, ${REPORT.length + 4} bytes, 3 claims`],
    ]);
  });

  it("prints the same as JSON for programs", async () => {
    const key = keyOf("one");
    await plantResult(kept, key);
    const result = jsonOf(await ran(kept, ["cache", "list", "--json"]));
    const stored_at: unknown = expect.stringMatching(TIME);
    expect(result).toEqual({
      keys: [
        { cache_key: key, reports: [{ slot: 0, bytes: REPORT.length, stored_at }], claims: 0 },
      ],
      totals: { keys: 1, reports: 1, bytes: REPORT.length, claims: 0 },
    });
    const [time = ""] = /\d{4}-\d\d-\d\dT[^"]*/.exec(JSON.stringify(result)) ?? [];
    expect(Math.abs(Date.now() - OLD_MS - Date.parse(time))).toBeLessThan(60_000);
  });

  it("says that nothing is stored yet", async () => {
    const result = await ran(kept, ["cache", "list"]);
    expect(result).toMatchObject({ code: 0, text: "0 keys, 0 reports, 0 bytes, 0 claims" });
  });
});
