import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { TEXTS } from "../report/east-asian-texts.ts";
import { type Environment, ENVIRONMENTS, FAR_AWAY } from "./environments.ts";
import { Rendering } from "./rendering.ts";
import { assertInstalled, EMULATED, NATIVE } from "./runtimes.ts";
import type { SituationName } from "./situations.ts";

const CASE_IDS = TEXTS.map(({ language }) => language.replaceAll(" ", "_"));
const SMALL_HEAP = ENVIRONMENTS["LC_ALL=C TZ=UTC, a small heap, another folder"];

let rendering: Rendering;
/** The hash of each report, as the first Node made it. */
let expected: ReadonlyMap<string, string>;

beforeAll(async () => {
  assertInstalled();
  const root = mkdtempSync(join(tmpdir(), "east-asian-"));
  for (const [index, { title, description }] of TEXTS.entries()) {
    const caseId = CASE_IDS[index] ?? "";
    cpSync("functions/demo/artifacts/case_sparse", join(root, caseId), { recursive: true });
    const path = join(root, caseId, "manifest.json");
    const manifest: object = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...manifest, case_id: caseId, title, description }));
  }
  rendering = new Rendering(root, CASE_IDS);
  expected = new Map(await rendered(NATIVE[0]));
  return () => {
    rendering.discard();
    rmSync(root, { recursive: true });
  };
});

async function rendered(
  runtime = NATIVE[0],
  environment: Environment = SMALL_HEAP,
  situation: SituationName = "all, one after another",
): Promise<(readonly [caseId: string, sha256: string])[]> {
  if (runtime === undefined) throw new TypeError("there is no Node to render with");
  const { version, renders } = await rendering.inSituation(runtime, environment, situation);
  expect(version.startsWith(`v${runtime.major}.`)).toBe(true);
  return renders.map(({ caseId, sha256 }) => [caseId, sha256]);
}

test("every language has a different report", () => {
  expect(new Set(expected.values()).size).toBe(TEXTS.length);
});

test.each(NATIVE)(
  "Chinese, Japanese and Korean give the same bytes 8 in parallel on $name",
  async (runtime) => {
    const renders = await rendered(runtime, FAR_AWAY, "8 in parallel");
    expect(renders).toHaveLength(8);
    expect(renders.filter(([caseId, sha256]) => expected.get(caseId) !== sha256)).toEqual([]);
  },
);

test.each([...NATIVE, ...EMULATED])(
  "Chinese, Japanese and Korean give the same bytes on $name",
  async (runtime) => {
    const renders = await rendered(runtime, FAR_AWAY);
    expect(renders).toHaveLength(TEXTS.length);
    expect(renders.filter(([caseId, sha256]) => expected.get(caseId) !== sha256)).toEqual([]);
  },
);
