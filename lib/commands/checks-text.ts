import type { ChecksSummary } from "../case/checks/summary.ts";
import { RECORD_STATES, type ChecksumRecord } from "../case/record.ts";
import { counted } from "./quantities.ts";
import { onOneLine } from "./visible.ts";

/** What `checksums.json` says about the artifacts, on one line. */
export function recordText(record: ChecksumRecord): string {
  if (record === "none") return "none: the case has no checksums.json";
  if (record === "unreadable") return "unreadable: checksums.json cannot be read";
  const states = Object.entries(record);
  return RECORD_STATES.flatMap((state) => {
    const names = states.filter(([, found]) => found === state).map(([name]) => name);
    return names.length === 0 ? [] : [`${state}: ${names.join(", ")}`];
  }).join("; ");
}

/** How many checks hold, and each that does not with both values. */
export function checksText({ hold, fail, unchecked }: ChecksSummary): string {
  const total = counted(hold + fail.length + unchecked, "check");
  const heading = `${total}: ${hold} hold, ${fail.length} do not hold, ${unchecked} cannot be made.`;
  const failed = fail.map(({ check, where, stated, computed, count }) => {
    const more = count > 1 ? ` (the first of ${counted(count, "contradiction")})` : "";
    const lines = [where + more, `  stated    ${stated}`, `  computed  ${computed}`];
    return [check, ...lines.map((line) => `  ${onOneLine(line)}`)].join("\n");
  });
  return [heading, ...failed].join("\n");
}
