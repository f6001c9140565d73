import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { setAge } from "../../cache/cache-fixture.ts";
import {
  keyOf,
  namesOf,
  OLD_MS,
  plantClaim,
  plantResult,
  type Kept,
} from "../../cache/upkeep/kept.ts";
import { jsonOf, problemIn, ran, type Desk } from "../command-line.ts";
import { makeKept } from "./kept-reports.ts";

const [A = "", B = "", C = ""] = ["one", "two", "three"].map(keyOf).toSorted();

let kept: Desk & Kept;
beforeEach(async () => {
  kept = await makeKept();
  await plantResult(kept, A);
  for (const generation of [0, 1]) await plantClaim(kept, A, { generation });
  await plantResult(kept, B, { damage: "truncated" });
  await plantResult(kept, B, { slot: 1 });
  await plantResult(kept, C, { ageMs: 0 });
  await plantClaim(kept, C);
});

const WHAT = [
  `${A}: 2 claims`,
  `${B}: the damaged report in slot 0, the good report goes to slot 0`,
];

describe("cache prune", () => {
  it("prints what it removed, and how much that was", async () => {
    const before = await namesOf(kept);
    const dry = await ran(kept, ["cache", "prune", "--dry-run"]);
    expect(dry).toMatchObject({ code: 0, errors: "" });
    expect(await namesOf(kept)).toEqual(before);
    const result = await ran(kept, ["cache", "prune"]);
    expect(result).toMatchObject({ code: 0, errors: "" });
    const [sum] = /2 claims and 1 damaged report, [\d,]+ bytes\.$/.exec(result.text) ?? [];
    expect(result.text.split("\n")).toEqual([...WHAT, `Removed ${sum}`]);
    expect(dry.text.split("\n")).toEqual([...WHAT, `Would remove ${sum}`]);
    const after = await namesOf(kept);
    expect(after.filter((name) => name.includes(A))).toEqual([`reports/${A}/0.pdf`]);
    expect(after.filter((name) => name.includes(C))).toEqual([
      `claims/${C}/0/0`,
      `reports/${C}/0.pdf`,
    ]);
    expect((await ran(kept, ["cache", "verify"])).code).toBe(0);
  });

  it("prints the same as JSON for programs", async () => {
    const expected = {
      claims: 2,
      damaged_reports: 1,
      bytes: expect.any(Number) as unknown,
      keys: [
        {
          cache_key: A,
          removed: [`claims/${A}/0/0`, `claims/${A}/0/1`],
          restored: false,
          busy: false,
        },
        { cache_key: B, removed: [`reports/${B}/0.pdf`], restored: true, busy: false },
      ],
    };
    const dry = jsonOf(await ran(kept, ["cache", "prune", "--dry-run", "--json"]));
    expect(dry).toEqual({ ...expected, dry_run: true });
    const result = jsonOf(await ran(kept, ["cache", "prune", "--json"]));
    expect(result).toEqual({ ...expected, dry_run: false });
  });

  it("prints what it removed, and why it cannot remove the rest", async () => {
    // A file where the claims of a slot would be: none can be made there.
    await mkdir(join(kept.root, "claims", B));
    await writeFile(join(kept.root, "claims", B, "0"), "");
    await setAge(kept.root, `claims/${B}`, OLD_MS);
    const first = await ran(kept, ["cache", "prune", "--json"]);
    expect(jsonOf(first)).toMatchObject({ claims: 2, keys: [{ cache_key: A }] });
    expect(problemIn(first)).toMatchObject({ status: 503 });
    const second = await ran(kept, ["cache", "prune"]);
    expect(second.text).toBe("Removed 0 claims and 0 damaged reports, 0 bytes.");
    expect(second.errors).toContain("The store could not be written");
    expect([first.code, second.code]).toEqual([1, 1]);
  });

  it("shows its progress on standard error only on a terminal", async () => {
    const watched = await ran(kept, ["cache", "prune"], { isTTY: true });
    expect(watched.errors).toMatch(/pruning .* %, 3 keys/);
    expect(watched.text).toContain("Removed 2 claims and 1 damaged report");
    expect((await ran(kept, ["cache", "prune"])).errors).toBe("");
  });

  it("leaves a user's copy of a report alone, as all other commands do", async () => {
    for (const name of [`${A}.bak`, "notes"]) {
      await plantResult(kept, name, { damage: "truncated" });
      await plantClaim(kept, name);
    }
    const places = (await namesOf(kept)).filter((name) => /bak|notes/.test(name));
    await cp(join(kept.root, "reports", A), join(kept.root, "reports", `${A}-copy`), {
      recursive: true,
    });
    await setAge(kept.root, `reports/${A}-copy/0.pdf`, OLD_MS);
    for (const command of ["list", "verify", "prune --dry-run", "prune"]) {
      const result = await ran(kept, ["cache", ...command.split(" ")]);
      expect(result.text).not.toMatch(/\.bak|-copy|notes/);
    }
    const after = await namesOf(kept);
    expect(after).toEqual(expect.arrayContaining([...places, `reports/${A}-copy/0.pdf`]));
  });

  it("says that there is nothing to do", async () => {
    await ran(kept, ["cache", "prune"]);
    const result = await ran(kept, ["cache", "prune"]);
    expect(result).toMatchObject({
      code: 0,
      text: "Removed 0 claims and 0 damaged reports, 0 bytes.",
    });
  });
});
