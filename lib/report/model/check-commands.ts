/**
 * How a reader checks the hashes without this project, as lines that are printed in the report and that
 * a test takes from there and runs.
 */
import { REPORT_VERSION } from "../version.ts";
import { ARTIFACT_LABELS } from "./artifact-labels.ts";

/** Writes a JSON file as canonical JSON; for Node. */
export const CANONICAL_SCRIPT: readonly string[] = [
  "const canonical = (v) => Array.isArray(v) ? `[${v.map(canonical)}]`",
  '  : v !== null && typeof v === "object"',
  "    ? `{${Object.keys(v).sort().map((key) => `${JSON.stringify(key)}:${canonical(v[key])}`)}}`",
  "  : JSON.stringify(v);",
  'let text = "";',
  'process.stdin.setEncoding("utf8").on("data", (part) => (text += part));',
  'process.stdin.on("end", () => process.stdout.write(canonical(JSON.parse(text))));',
];

const NAMES = ARTIFACT_LABELS.map(({ name }) => name);

/** Print the hash of each artifact, and the cache key. */
export const HASH_COMMANDS: readonly string[] = [
  `for name in ${NAMES.join(" ")}; do`,
  "  node canonical.cjs < $name.json | sha256sum | cut -c1-64",
  "done > hashes.txt; cat hashes.txt",
  "xargs printf \\",
  `  '{"artifacts":{${NAMES.map((name) => `"${name}":"%s"`).join(",")}},"report":"${REPORT_VERSION}"}' \\`,
  "  < hashes.txt | sha256sum",
];
