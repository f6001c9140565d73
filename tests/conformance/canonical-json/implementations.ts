import { execFileSync } from "node:child_process";

const FOLDER = "tests/conformance/canonical-json";
const INSTALLED = "tests/conformance/node_modules";

/** Implementations of RFC 8785 in other languages, and the commands that run them. */
export const IMPLEMENTATIONS = [
  {
    name: "rfc8785 (Python)",
    command: [`${INSTALLED}/python/bin/python`, `${FOLDER}/canonicalize.py`],
  },
  {
    name: "java-json-canonicalization (Java)",
    command: ["java", "-cp", `${INSTALLED}/java/*`, `${FOLDER}/Canonicalize.java`],
  },
] as const;

/** The canonical JSON of each text as another implementation writes it, all in one process. */
export function canonicalTexts(
  [program, ...args]: readonly [string, ...string[]],
  texts: readonly string[],
): readonly string[] {
  const input = texts.map((text) => `${Buffer.from(text).toString("base64")}\n`).join("");
  const output = execFileSync(program, args, { input, maxBuffer: 256 * 1024 * 1024 });
  const lines = output.toString("utf8").split("\n").slice(0, -1);
  if (lines.length === texts.length) return lines;
  throw new Error(`${program}: expected ${texts.length} lines, found ${lines.length}`);
}
