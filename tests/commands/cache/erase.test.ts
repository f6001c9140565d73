import { beforeEach, describe, expect, it } from "vitest";
import { encodeClaim } from "../../../lib/cache/claim.ts";
import { livingOwner } from "../../cache/cache-fixture.ts";
import {
  HOUR_MS,
  keyOf,
  namesOf,
  plantClaim,
  plantResult,
  type Kept,
} from "../../cache/upkeep/kept.ts";
import { jsonOf, keyOfCase, makeDesk, problemIn, ran, type Desk } from "../command-line.ts";
import { makeKept } from "./kept-reports.ts";

const KEY = keyOf("one");

let kept: Desk & Kept;
beforeEach(async () => {
  kept = await makeKept();
});

describe("cache erase", () => {
  it("removes the reports of a key and its claims, and says so", async () => {
    await plantResult(kept, KEY, { damage: "truncated" });
    await plantResult(kept, KEY, { slot: 1 });
    await plantClaim(kept, KEY);
    await plantResult(kept, keyOf("other"));
    const result = await ran(kept, ["cache", "erase", KEY]);
    expect(result).toMatchObject({ code: 0, errors: "" });
    expect(result.text).toMatch(/^Removed 2 reports and 1 claim, \d+ bytes\.$/);
    expect(await namesOf(kept)).toEqual([`reports/${keyOf("other")}/0.pdf`]);
  });

  it("leaves claims that are younger than a day, and says what removes them", async () => {
    await plantResult(kept, KEY, { ageMs: HOUR_MS });
    await plantClaim(kept, KEY, { ageMs: HOUR_MS });
    const result = await ran(kept, ["cache", "erase", KEY]);
    expect(result.text.split("\n")).toEqual([
      expect.stringMatching(/^Removed 1 report and 0 claims, \d+ bytes\.$/),
      "1 claim stays: younger than a day. clarity cache prune removes them once the key has a report older than a day.",
    ]);
    const release = `claims/${KEY}/0/0.nonce-0.withdrawn`;
    expect(await namesOf(kept)).toEqual([`claims/${KEY}/0/0`, release]);
  });

  it("prints the same as JSON for programs", async () => {
    await plantResult(kept, KEY, { ageMs: HOUR_MS });
    for (const generation of [0, 1]) await plantClaim(kept, KEY, { generation, ageMs: HOUR_MS });
    expect(jsonOf(await ran(kept, ["cache", "erase", KEY, "--json"]))).toEqual({
      cache_key: KEY,
      reports: 1,
      claims: 0,
      claims_kept: 2,
      held_off_seconds: 0,
      bytes: expect.any(Number) as unknown,
    });
  });

  it("lets the next request render immediately, though the previous owner is still alive", async () => {
    const desk = { ...(await makeDesk()), cacheDir: kept.cacheDir };
    const key = await keyOfCase(desk);
    await plantResult(kept, key, { ageMs: 0 });
    const claim = encodeClaim("of-the-other", 30_000, await livingOwner());
    await kept.place.store.create(`claims/${key}/0/0`, claim);
    for (const attempt of [2, 3]) {
      const erased = await ran(desk, ["cache", "erase", key]);
      expect(erased).toMatchObject({ code: 0, errors: "" });
      expect(erased.text.includes("held off")).toBe(false);
      const result = await ran(desk, ["report", "case_sparse", "--wait", "0"]);
      expect(result.text).toContain("rendered now");
      expect(result.errors).toContain(
        `or its report was erased. Rendering it here (attempt ${attempt})`,
      );
    }
  });

  it("says that the next render will be held off, and for how long", async () => {
    const desk = { ...(await makeDesk()), cacheDir: kept.cacheDir };
    const key = await keyOfCase(desk);
    await plantResult(kept, key, { ageMs: 0 });
    for (const generation of [0, 1, 2, 3]) await plantClaim(kept, key, { generation, ageMs: 0 });
    const result = await ran(desk, ["cache", "erase", key]);
    expect(result.text).toMatch(
      /\nThe next render is delayed by about (60|5\d) s, because this report was rendered several times within a day\.$/,
    );
    const next = await ran(desk, ["report", "case_sparse", "--wait", "0"]);
    expect(next).toMatchObject({ code: 75, text: "" });
    expect(next.errors).not.toContain("given up");

    await plantResult(kept, key, { ageMs: 0 });
    const json = jsonOf(await ran(desk, ["cache", "erase", key, "--json"]));
    expect(json["held_off_seconds"]).toBeGreaterThan(50);
    expect(json["held_off_seconds"]).toBeLessThanOrEqual(60);
  });

  it("refuses a key that has only claims, and says that they stay", async () => {
    await plantClaim(kept, KEY);
    const result = await ran(kept, ["cache", "erase", KEY]);
    expect(result).toMatchObject({ code: 1, text: "" });
    expect(result.errors).toBe(
      `No report is stored under ${KEY}, only 1 claim, which stays: a process may be rendering it.`,
    );
    expect(await namesOf(kept)).toEqual([`claims/${KEY}/0/0`]);
  });

  it("refuses a key without a stored report", async () => {
    const result = await ran(kept, ["cache", "erase", KEY]);
    expect(result).toMatchObject({ code: 1, text: "" });
    expect(result.errors).toBe(
      `No report is stored under ${KEY}. clarity cache list shows the stored keys.`,
    );
    const problem = problemIn(await ran(kept, ["cache", "erase", KEY, "--json"]));
    expect(problem).toMatchObject({ status: 404, cache_key: KEY });
  });

  it.each(["", "x", KEY.toUpperCase(), KEY.slice(1), `${KEY}0`, `../${KEY.slice(3)}`])(
    "refuses an invalid key: %j",
    async (key) => {
      const result = await ran(kept, ["cache", "erase", key]);
      expect(result).toMatchObject({ code: 2, text: "" });
      expect(result.errors).toBe(
        `Expected a key of 64 lower-case hex digits, found ${JSON.stringify(key)}.`,
      );
    },
  );
});
