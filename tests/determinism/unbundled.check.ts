import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import type { Answer } from "./answer.ts";
import { FAR_AWAY } from "./environments.ts";
import { CASE_IDS, faultsOf } from "./rendering.ts";
import { assertInstalled, NATIVE, type Runtime } from "./runtimes.ts";

let folder: string;

beforeAll(() => {
  assertInstalled();
  folder = mkdtempSync(join(tmpdir(), "unbundled-"));
  return () => rmSync(folder, { recursive: true });
});

/** Has a Node run vitest, which renders with the sources as they are. */
async function answerOfSources({ command, major }: Runtime): Promise<Answer> {
  const answer = join(folder, `${major}.json`);
  const [node, ...args] = command;
  const config = fileURLToPath(import.meta.resolve("./unbundled/vitest.config.ts"));
  await promisify(execFile)(
    node,
    [...args, "node_modules/vitest/vitest.mjs", "run", "--config", config],
    { env: { ...FAR_AWAY.variables, DETERMINISM_ANSWER: answer } },
  );
  return JSON.parse(readFileSync(answer, "utf8"));
}

test("every demo case has a recorded report", () => {
  expect(CASE_IDS.toSorted()).toEqual(readdirSync("functions/demo/artifacts").toSorted());
});

test.each(NATIVE)("the recorded reports come from the sources on $name", async (runtime) => {
  const answer = await answerOfSources(runtime);
  expect(faultsOf(answer, runtime, FAR_AWAY, CASE_IDS.length)).toEqual([]);
});
