import type { ClarityError } from "../errors.ts";

/** The advice if nothing more precise is known. */
const FORMAT = "docs/case-format.md says what a case may contain.";
/** For readers who did not make the case, such as auditors. */
const ASK = "If you did not make this file, ask the producer of the case for a corrected one.";

/** States the file, the place, the expected and the received value, and what to do. */
export function unreportableCase({
  details,
  facts,
}: Pick<ClarityError, "details" | "facts">): string {
  const { near, advice = FORMAT } = facts;
  const { case_id: caseId, expected, received } = details;
  const found = near === undefined ? String(received) : `${String(received)} in “${near}”`;
  const fault = `${whereIn(details)}: expected ${String(expected)}, found ${found}.`;
  return `Case ${String(caseId)} cannot be reported: ${fault} ${advice} ${ASK}`;
}

function whereIn({ file, pointer, line, column }: ClarityError["details"]): string {
  const where = pointer === "" ? String(file) : `${String(file)} at ${String(pointer)}`;
  if (typeof line !== "number" || typeof column !== "number") return where;
  return `${where}, line ${line}, column ${column}`;
}
