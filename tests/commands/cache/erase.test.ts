import { beforeEach, describe, expect, it } from "vitest";
import {
  HOUR_MS,
  keyOf,
  namesOf,
  plantClaim,
  plantResult,
  type Kept,
} from "../../cache/upkeep/kept.ts";
import { jsonOf, problemIn, ran, type Desk } from "../command-line.ts";
import { makeKept } from "./kept-reports.ts";

const KEY = keyOf("one");

let kept: Desk & Kept;
beforeEach(async () => {
  kept = await makeKept();
});

describe("cache erase", () => {
  it("removes the reports of a key and its claims, and tells so", async () => {
    await plantResult(kept, KEY, { damage: "truncated" });
    await plantResult(kept, KEY, { slot: 1 });
    await plantClaim(kept, KEY);
    await plantResult(kept, keyOf("other"));
    const told = await ran(kept, ["cache", "erase", KEY]);
    expect(told).toMatchObject({ code: 0, errors: "" });
    expect(told.text).toMatch(/^Removed 2 reports and 1 claim, \d+ bytes\.$/);
    expect(await namesOf(kept)).toEqual([`reports/${keyOf("other")}/0.pdf`]);
  });

  it("leaves claims that are younger than a day, and tells who takes them", async () => {
    await plantResult(kept, KEY, { ageMs: HOUR_MS });
    await plantClaim(kept, KEY, { ageMs: HOUR_MS });
    const told = await ran(kept, ["cache", "erase", KEY]);
    expect(told.text.split("\n")).toEqual([
      expect.stringMatching(/^Removed 1 report and 0 claims, \d+ bytes\.$/),
      "1 claim stays, being younger than a day: npm run cache -- prune takes them once the key has a report that old.",
    ]);
    expect(await namesOf(kept)).toEqual([`claims/${KEY}/0/0`]);
  });

  it("tells programs the same", async () => {
    await plantResult(kept, KEY, { ageMs: HOUR_MS });
    for (const generation of [0, 1]) await plantClaim(kept, KEY, { generation, ageMs: HOUR_MS });
    expect(jsonOf(await ran(kept, ["cache", "erase", KEY, "--json"]))).toEqual({
      cache_key: KEY,
      reports: 1,
      claims: 0,
      claims_kept: 2,
      bytes: expect.any(Number) as unknown,
    });
  });

  it("refuses a key under which nothing is stored", async () => {
    const told = await ran(kept, ["cache", "erase", KEY]);
    expect(told).toMatchObject({ code: 1, text: "" });
    expect(told.errors).toBe(
      `No report is stored under ${KEY}. npm run cache -- list shows the keys there are.`,
    );
    const problem = problemIn(await ran(kept, ["cache", "erase", KEY, "--json"]));
    expect(problem).toMatchObject({ status: 404, cache_key: KEY });
  });

  it.each(["", "x", KEY.toUpperCase(), KEY.slice(1), `${KEY}0`, `../${KEY.slice(3)}`])(
    "refuses what is no key: %j",
    async (key) => {
      const told = await ran(kept, ["cache", "erase", key]);
      expect(told).toMatchObject({ code: 2, text: "" });
      expect(told.errors).toBe(
        `Expected a key of 64 lower-case hex digits, found ${JSON.stringify(key)}.`,
      );
    },
  );
});
