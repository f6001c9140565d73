import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { inject } from "vitest";
import golden from "../report/golden.json" with { type: "json" };
import { demoSource } from "../report/sources.ts";
import type { Answer } from "./answer.ts";
import type { Environment } from "./environments.ts";
import type { Task } from "./probe.ts";
import type { Runtime } from "./runtimes.ts";
import type { SituationName } from "./situations.ts";

export const CASE_IDS = Object.keys(golden.sha256);

/** Renders with the built bundles in processes of their own. */
export class Rendering {
  readonly #folder = mkdtempSync(join(tmpdir(), "determinism-"));
  readonly #probe = join(this.#folder, "probe.cjs");
  readonly #cases = join(this.#folder, "cases.json");
  #caches = 0;

  constructor() {
    const cases = CASE_IDS.map((caseId) => ({ caseId, source: demoSource(caseId) }));
    writeFileSync(this.#cases, JSON.stringify(cases));
    const entryPoints = [join(import.meta.dirname, "probe.ts")];
    buildSync({
      entryPoints,
      outfile: this.#probe,
      bundle: true,
      platform: "node",
      target: "node20.19",
      format: "cjs",
    });
  }

  discard(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** With the renderer's bundle, beginning with `first`. */
  async inSituation(
    runtime: Runtime,
    environment: Environment,
    situation: SituationName,
    first = CASE_IDS[0] ?? "",
  ): Promise<Answer> {
    const renderer = join(inject("builtService"), "dist/report/renderer.cjs");
    const task = { renderer, cases: this.#cases, first, situation };
    return await this.#answer(runtime, environment, task);
  }

  /** Through the built function, all cases at once, with an empty store. */
  async byFunction(runtime: Runtime, environment: Environment): Promise<Answer> {
    this.#caches += 1;
    const variables = {
      ...environment.variables,
      ARTIFACT_ROOT: resolve("functions/demo/artifacts"),
      CLARITY_CACHE_DIR: join(this.#folder, `cache-${this.#caches}`),
      LOG_LEVEL: "error",
      RENDER_CONCURRENCY: String(CASE_IDS.length),
    };
    const handler = join(inject("builtService"), "dist/report/handler.cjs");
    const task = { handler, caseIds: CASE_IDS };
    return await this.#answer(runtime, { ...environment, variables }, task);
  }

  async #answer({ command }: Runtime, environment: Environment, task: Task): Promise<Answer> {
    const [program, ...args] = [...command, this.#probe, JSON.stringify(task)];
    const { stdout } = await promisify(execFile)(program ?? "", args, {
      cwd: environment.folder,
      // Nothing of the environment of whoever runs the suite.
      env: environment.variables,
      maxBuffer: 16 * 1024 * 1024,
    });
    return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
  }
}

/**
 * What is wrong with an answer, in words: the process was not the Node it should be or not where it should
 * be, it rendered too little, or a report has not the recorded bytes.
 */
export function faultsOf(
  answer: Answer,
  { name, major, arch }: Runtime,
  environment: Environment,
  renders: number,
): string[] {
  const { variables, locale, timeZone, folder } = environment;
  const settings = Object.entries(variables).map((pair) => pair.join("="));
  const where = [name, ...settings].join(" ");
  const expected = { major: `v${major}`, arch, locale, timeZone, folder, renders };
  const found: Record<string, unknown> = {
    ...answer,
    major: answer.version.split(".")[0],
    renders: answer.renders.length,
  };
  const misplaced = Object.entries(expected)
    .filter(([what, value]) => found[what] !== value)
    .map(([what, value]) => `${where}: ${what} is ${String(found[what])}, expected ${value}`);
  const different = answer.renders
    .filter(({ caseId, sha256 }) => sha256 !== recorded(caseId))
    .map(
      ({ caseId, situation, sha256 }) =>
        `${where}: ${caseId}, ${situation}, is ${sha256}, recorded ${recorded(caseId)}`,
    );
  return [...misplaced, ...different];
}

function recorded(caseId: string): string | undefined {
  return new Map(Object.entries(golden.sha256)).get(caseId);
}
