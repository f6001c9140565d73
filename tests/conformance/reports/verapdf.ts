import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const JARS = "tests/conformance/node_modules/java/*";
const MAIN = "org.verapdf.apps.GreenfieldCliWrapper";

/** As veraPDF calls them: PDF/A-3a and PDF/UA-1. */
export const STANDARDS = ["3a", "ua1"] as const;
export type Standard = (typeof STANDARDS)[number];

/** What veraPDF says of each file: its name, and "PASS" or the rules that it breaks. */
export type Verdicts = ReadonlyMap<string, string>;

/** Validates PDF files, all in one run of veraPDF. @param files bytes by name */
export async function validate(
  standard: Standard,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Verdicts> {
  const folder = await mkdtemp(join(tmpdir(), "clarity-conformance-"));
  try {
    for (const [name, bytes] of files) await writeFile(join(folder, `${name}.pdf`), bytes);
    const paths = [...files.keys()].map((name) => join(folder, `${name}.pdf`));
    return verdictsIn(await runVeraPdf(["-f", standard, "--format", "text", "-v", ...paths]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** It ends with 1 when a file does not conform: what it prints says which. */
async function runVeraPdf(args: readonly string[]): Promise<string> {
  return await new Promise((resolve, reject) => {
    const options = { maxBuffer: 64 * 1024 * 1024 };
    execFile("java", ["-cp", JARS, MAIN, ...args], options, (error, stdout, stderr) => {
      if (error === null || error.code === 1) resolve(stdout);
      else reject(new Error(`veraPDF failed: ${stderr}`, { cause: error }));
    });
  });
}

/** Each file is a line `PASS <path> <standard>`; a failed one is followed by a line for each broken rule. */
function verdictsIn(output: string): Verdicts {
  const verdicts = new Map<string, string>();
  let name = "";
  for (const line of output.split("\n")) {
    const [, outcome, path] = /^(PASS|FAIL) (.+\.pdf)\b/.exec(line) ?? [];
    if (outcome !== undefined && path !== undefined) {
      name = basename(path, ".pdf");
      verdicts.set(name, outcome);
    } else if (line.trim() !== "") verdicts.set(name, `${verdicts.get(name)} ${line.trim()}`);
  }
  return verdicts;
}
