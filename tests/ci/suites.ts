import { readFileSync } from "node:fs";

export interface Suite {
  readonly name: string;
  /** The npm script that runs it. */
  readonly script: string;
}

/** The list of suites that `.ci/run` and the workflows share. */
export const SUITES: readonly Suite[] = readFileSync(".ci/suites", "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [name = "", script = ""] = line.split(/\s+/);
    return { name, script };
  });
