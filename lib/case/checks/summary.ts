import type { Check } from "./check.ts";
import type { Contradiction } from "./tally.ts";

export interface ChecksSummary {
  /** How many checks hold. */
  readonly hold: number;
  /** Each check that does not hold, with its first contradiction. */
  readonly fail: readonly FailedCheck[];
  /** How many checks cannot be made, because the case does not have what they compare. */
  readonly unchecked: number;
}

export interface FailedCheck extends Contradiction {
  /** The check's id. */
  readonly check: string;
  /** What the check asserts, as a sentence without a full stop. */
  readonly title: string;
  /** How many contradictions the check found in all. */
  readonly count: number;
}

export function summaryOf(checks: readonly Check[]): ChecksSummary {
  const fail = checks.flatMap((check): FailedCheck[] => {
    if (check.outcome !== "does_not_hold") return [];
    const [{ where, what, stated, computed }] = check.contradictions;
    const { id, title, count } = check;
    return [{ check: id, title, where, what, stated, computed, count }];
  });
  const numberOf = (outcome: Check["outcome"]) =>
    checks.filter((check) => check.outcome === outcome).length;
  return { hold: numberOf("holds"), fail, unchecked: numberOf("cannot_be_checked") };
}
