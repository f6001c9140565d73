import { readFileSync } from "node:fs";
import packageFile from "../../package.json" with { type: "json" };

export interface Suite {
  readonly name: string;
  /** The npm script that runs it. */
  readonly script: string;
  /** The configuration of vitest that the script uses. */
  readonly config: string;
}

const SCRIPTS: Readonly<Record<string, string>> = packageFile.scripts;

/** The list of suites that `.ci/run` and the workflows share. */
export const SUITES: readonly Suite[] = readFileSync(".ci/suites", "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [name = "", script = ""] = line.split(/\s+/);
    const [, config = "vitest.config.ts"] = /--config (\S+)/.exec(SCRIPTS[script] ?? "") ?? [];
    return { name, script, config };
  });
