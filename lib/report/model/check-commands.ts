/**
 * How a reader checks the hashes without this project, as lines that are printed in the report and that a
 * test takes from there and runs.
 */
import { REPORT_VERSION } from "../version.ts";

/** Longer lines would leave the page. */
const NAMES_PER_LINE = 4;

/** Take the artifacts out of the report, print the hash of each, and the cache key; for a POSIX shell. */
export function hashCommands(names: readonly string[]): string[] {
  return [
    "pdfdetach -saveall report.pdf",
    ...nameLines(names.toSorted()),
    'hash() { sha256sum < "$1.json" | cut -c1-64; }',
    "for name in $names; do hash $name; done",
    `members=$(for name in $names; do printf ',"%s":"%s"' $name $(hash $name); done)`,
    `printf '{"artifacts":{%s},"report":"${REPORT_VERSION}"}' "\${members#,}" | sha256sum`,
  ];
}

function nameLines(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (let from = 0; from < names.length; from += NAMES_PER_LINE) {
    const some = names.slice(from, from + NAMES_PER_LINE).join(" ");
    lines.push(from === 0 ? `names="${some}"` : `names="$names ${some}"`);
  }
  return lines;
}
