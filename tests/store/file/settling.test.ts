import { mkdir, writeFile } from "node:fs/promises";
import { Stats, type BigIntStats } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { BoundedCalls } from "../../../lib/store/file/bounded-calls.ts";
import { CaseFolder } from "../../../lib/store/file/case-folder.ts";
import { temporaryFolder } from "../temp-folder.ts";

/** FAT's: the kernel's own time stamps are so fine that no edit here falls into the tick of a read. */
const TICK_NS = 2_000_000_000n;

/** Runs file operations as they are, and gives every file the times that FAT would give it. */
const onFat: Pick<BoundedCalls, "within"> = {
  within: async (_path, work) => await work(async (call) => withFatTimes(await call())),
};

function withFatTimes<T>(result: T): T {
  if (!isBigIntStats(result)) return result;
  const [mtimeNs, ctimeNs] = [result.mtimeNs, result.ctimeNs].map((ns) => ns - (ns % TICK_NS));
  const times = { mtimeNs, ctimeNs, ctimeMs: (ctimeNs ?? 0n) / 1_000_000n };
  return Object.assign(result, times);
}

function isBigIntStats(value: unknown): value is BigIntStats {
  return value instanceof Object && !(value instanceof Stats) && "ctimeNs" in value;
}

test("an edit of the same length, right after a read and in the same tick, changes the identity", async () => {
  const root = await temporaryFolder();
  const path = join(root, "case", "metrics.json");
  await mkdir(join(root, "case"));
  const source = new CaseFolder(root, { calls: onFat });
  await beginOfTick();
  await writeFile(path, "1");
  const [before] = await source.read("case", ["metrics.json"]);
  await writeFile(path, "2");
  const [after] = await source.identify("case", ["metrics.json"]);
  expect(before?.identity).toEqual(expect.any(String));
  expect(after).not.toBe(before?.identity);
});

/** So that a read that does not wait ends long before the tick does. */
async function beginOfTick(): Promise<void> {
  const tickMs = Number(TICK_NS) / 1e6;
  await new Promise((resolve) => setTimeout(resolve, tickMs - (Date.now() % tickMs)));
}
