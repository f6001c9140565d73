import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { inject } from "vitest";
import golden from "../report/golden.json" with { type: "json" };
import type { Answer } from "./answer.ts";
import type { Environment } from "./environments.ts";
import type { Task } from "./probe.ts";
import type { Runtime } from "./runtimes.ts";
import type { SituationName } from "./situations.ts";

export const CASE_IDS = Object.keys(golden.sha256);

/** Renders with the built renderer in separate processes. */
export class Rendering {
  readonly #artifactRoot: string;
  readonly #caseIds: readonly string[];
  readonly #folder = mkdtempSync(join(tmpdir(), "determinism-"));
  readonly #probe = join(this.#folder, "probe.cjs");

  constructor(artifactRoot = "functions/demo/artifacts", caseIds: readonly string[] = CASE_IDS) {
    this.#artifactRoot = resolve(artifactRoot);
    this.#caseIds = caseIds;
    buildSync({
      entryPoints: [join(import.meta.dirname, "probe.ts")],
      outfile: this.#probe,
      bundle: true,
      platform: "node",
      target: "node20.19",
      format: "cjs",
      // The probe renders with the built bundle, not with the sources.
      external: ["*/render.ts"],
    });
  }

  discard(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** Reads the cases and renders them, beginning with `first`. */
  async inSituation(
    { command }: Runtime,
    environment: Environment,
    situation: SituationName,
    first = this.#caseIds[0] ?? "",
  ): Promise<Answer> {
    const task: Task = {
      renderer: join(inject("builtService"), "dist/report/renderer.cjs"),
      artifactRoot: this.#artifactRoot,
      caseIds: [first, ...this.#caseIds.filter((caseId) => caseId !== first)],
      situation,
    };
    const [program, ...args] = command;
    const { stdout } = await promisify(execFile)(
      program,
      [...args, this.#probe, JSON.stringify(task)],
      // Nothing of the environment in which the suite runs.
      { cwd: environment.folder, env: environment.variables, maxBuffer: 16 * 1024 * 1024 },
    );
    return JSON.parse(stdout);
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
