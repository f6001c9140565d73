/** `sum.ts FOLDER SUITE…` adds up what `.ci/suite` kept in a folder; the last line is "N passed, N failed". */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sumOf } from "./results.ts";

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}

const [folder = "", ...names] = process.argv.slice(2);
const { lines, passed, failed } = sumOf(
  names.map((name) => ({
    name,
    report: textOf(join(folder, `${name}.json`)),
    exit: textOf(join(folder, `${name}.exit`)),
  })),
);
process.stdout.write([...lines, `${passed} passed, ${failed} failed`, ""].join("\n"));
process.exitCode = failed === 0 ? 0 : 1;
