/** The consistency checks in sentences: how many hold, and what the others found. */
import type { Check } from "../../case/checks/check.ts";
import type { ChecksumRecord } from "../../case/record.ts";
import { excerpt, listed } from "./excerpt.ts";
import { counted, inProse } from "./numbers.ts";

export type FailingCheck = Extract<Check, { outcome: "does_not_hold" }>;
export type HoldingCheck = Extract<Check, { outcome: "holds" }>;
export type UncheckedCheck = Extract<Check, { outcome: "cannot_be_checked" }>;

/** The checks by their outcomes, in the order of the checks. */
export function checkGroups(checks: readonly Check[]) {
  return {
    failing: checks.filter((check): check is FailingCheck => check.outcome === "does_not_hold"),
    holding: checks.filter((check): check is HoldingCheck => check.outcome === "holds"),
    unchecked: checks.filter(
      (check): check is UncheckedCheck => check.outcome === "cannot_be_checked",
    ),
  };
}

/** How many checks hold, how many do not, and how many cannot be made. */
export function checkCountWords(checks: readonly Check[]): string {
  const { failing, holding, unchecked } = checkGroups(checks);
  const made = failing.length + holding.length;
  const lacking = "because the case does not have what they compare";
  if (made === 0) {
    return `None of the ${checks.length} consistency checks can be made, ${lacking}.`;
  }
  const held =
    failing.length > 0
      ? `${failing.length} of ${counted(made, "consistency check")} that can be made ` +
        `${failing.length === 1 ? "does" : "do"} not hold`
      : `All ${counted(made, "consistency check")} that can be made hold`;
  const rest = unchecked.length > 0 ? `; ${unchecked.length} cannot be made, ${lacking}` : "";
  return `${held}${rest}.`;
}

/** Contradictions on the first page, of all checks together. */
const MOST_ON_PAGE_ONE = 6;

/** Each check that does not hold, with both values; the first ones where there are many. */
export function failingWords(checks: readonly Check[]): string[] {
  const { failing } = checkGroups(checks);
  const shown =
    failing.length > MOST_ON_PAGE_ONE ? failing.slice(0, MOST_ON_PAGE_ONE - 1) : failing;
  const each = Math.max(1, Math.floor(MOST_ON_PAGE_ONE / Math.max(shown.length, 1)));
  const left = failing.length - shown.length;
  return [
    ...shown.map((check) => contradictionWords(check, each)),
    ...(left > 0 ? [`And ${left} more checks: see the section “${CHECKS_TITLE}”.`] : []),
  ];
}

export const CHECKS_TITLE = "Consistency checks";

function contradictionWords({ title, contradictions, count }: FailingCheck, most: number): string {
  const shown = contradictions.slice(0, most);
  const left = count - shown.length;
  const words = shown.map(valuesWords).join("; ");
  return `“${title}” does not hold: ${words}${left > 0 ? `; ${left} more in the section “${CHECKS_TITLE}”` : ""}.`;
}

/** Two places, each of which states a value. */
const TWO_PLACES = /^([a-z_]+\.json)#\S* and ([a-z_]+\.json)#\S*$/;

function figure(value: string): string {
  return excerpt(inProse(value));
}

function valuesWords({
  what,
  where,
  stated,
  computed,
}: FailingCheck["contradictions"][number]): string {
  const [, first, second] = TWO_PLACES.exec(where) ?? [];
  if (first === undefined || second === undefined) {
    return `${what}, stated ${figure(stated)}, computed ${figure(computed)}`;
  }
  return `${what}, ${figure(stated)} in ${first}, ${figure(computed)} in ${second}`;
}

/**
 * What the evaluation's record of checksums leaves open; undefined where it confirms every artifact. A
 * checksum that differs is a check that does not hold, and is reported there.
 */
export function recordWords(record: ChecksumRecord): string | undefined {
  if (record === "none") return "The case has no record of checksums (checksums.json).";
  if (record === "unreadable")
    return "The case’s record of checksums (checksums.json) is unreadable.";
  const filesIn = (wanted: string): string[] =>
    Object.entries(record).flatMap(([name, state]) => (state === wanted ? [`${name}.json`] : []));
  const unlisted = filesIn("not_listed");
  const unchecked = filesIn("not_checked");
  const sentences = [
    ...(unlisted.length > 0 ? [`checksums.json does not list ${listed(unlisted)}.`] : []),
    ...(unchecked.length > 0
      ? [`The checksums of ${listed(unchecked)} in checksums.json could not be checked.`]
      : []),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}
