import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { ClarityError } from "../../lib/errors.ts";
import { readCase, type CaseSnapshot } from "../../lib/case/read-case.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { temporaryFolder } from "../store/temp-folder.ts";
import { filesOf, writeCase } from "./case-files.ts";
import { marksOf } from "./marks.ts";
import { CountingSource } from "./sources.ts";

const SCRIPT = fileURLToPath(new URL("swap-cases.ts", import.meta.url));
const CASE = "case_1";
const EDITIONS = 9;
const SNAPSHOTS = 200;
const REREADINGS = 20;

/** The errors that a read may fail with. */
const outcomes: Readonly<Record<"link" | "folder", readonly string[]>> = {
  /** A link is replaced in one step, so the case is always there. */
  link: ["case_unsettled"],
  /** Between the two renames it is not; and a part of it may be missed in two such moments. */
  folder: ["case_unsettled", "not_found", "unreportable_case"],
};

it.each(["link", "folder"] as const)(
  "200 reads of a case that another process swaps by its %s each return one edition, never a mix",
  async (way) => {
    const root = await temporaryFolder();
    await mkdir(join(root, "cases"));
    for (let mark = 1; mark <= EDITIONS; mark++) {
      await writeCase(join(root, "editions"), String(mark), filesOf(CASE, mark));
    }
    const writer = spawn(process.execPath, ["--import", "tsx", SCRIPT, root, way], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const closed = once(writer, "close");
    try {
      const source = new CountingSource(new CaseFolder(join(root, "cases")));
      const { snapshots, refusals, readings } = await readUntilEnough(source);
      const marks = snapshots.map((snapshot) => Object.values(marksOf(CASE, snapshot)));
      expect(marks.filter((all) => new Set(all).size !== 1)).toEqual([]);
      expect(new Set(marks.flat()).size).toBe(EDITIONS);
      expect([...new Set(refusals)].filter((code) => !outcomes[way].includes(code))).toEqual([]);
      expect(source.readings - readings).toBeGreaterThanOrEqual(REREADINGS);
    } finally {
      writer.kill("SIGKILL");
      await closed;
    }
  },
  30_000,
);

/** Reads until there are enough snapshots, and enough readings that an edit forced to begin again. */
async function readUntilEnough(source: CountingSource) {
  const snapshots: CaseSnapshot[] = [];
  const refusals: string[] = [];
  let readings = 0;
  const enough = () => snapshots.length >= SNAPSHOTS && source.readings - readings >= REREADINGS;
  await untilThere(source);
  while (!enough()) {
    readings++;
    try {
      snapshots.push(await readCase(source, CASE));
    } catch (error) {
      if (!(error instanceof ClarityError)) throw error;
      refusals.push(error.code);
    }
  }
  return { snapshots, refusals, readings };
}

async function untilThere(source: CountingSource): Promise<void> {
  while ((await source.identify(CASE, ["manifest.json"]))[0] === undefined) await sleep(5);
}
