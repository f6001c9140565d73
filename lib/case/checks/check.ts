import type { ChecksumRecord } from "../record.ts";
import type { CaseArtifacts } from "../schemas.ts";
import { Tally, type Contradiction } from "./tally.ts";

interface Subject {
  /** Stable: `surface_statistics`. */
  readonly id: string;
  /** What the check asserts, as a sentence without a full stop. */
  readonly title: string;
  /** The file, and the JSON Pointer if the check is about a single place. */
  readonly where: string;
}

interface Holding extends Subject {
  readonly outcome: "holds";
  /** How many values were compared. */
  readonly compared: number;
  /** What could not be compared, if anything. */
  readonly reason?: string;
}

interface Failing extends Subject {
  readonly outcome: "does_not_hold";
  readonly compared: number;
  /** In the order of the case, the first `MOST_KEPT` of them. */
  readonly contradictions: readonly [Contradiction, ...(readonly Contradiction[])];
  /** How many there are in all. */
  readonly count: number;
  readonly reason?: string;
}

interface Unchecked extends Subject {
  readonly outcome: "cannot_be_checked";
  readonly reason: string;
}

export type Check = Holding | Failing | Unchecked;

/** The input of the checks: the artifacts, and what the evaluation's own record says about them. */
export interface CheckedCase extends CaseArtifacts {
  readonly record?: ChecksumRecord | undefined;
}

/** How to check one thing. */
export interface CheckDefinition extends Subject {
  /** What a case must have for the check, as the end of "The case does not have …". */
  readonly needs: string;
  /** Compares values of the case, and reports each comparison to the tally. */
  readonly run: (checked: CheckedCase, tally: Tally) => void;
}

/** The outcome of a check on a case. */
export function concluded(definition: CheckDefinition, checked: CheckedCase): Check {
  const { id, title, where, needs, run } = definition;
  const tally = new Tally();
  run(checked, tally);
  const subject = { id, title, where };
  const { compared, count, gap } = tally;
  const [first, ...others] = tally.kept;
  const reason = gap === undefined ? {} : { reason: gap };
  if (first !== undefined) {
    const contradictions = [first, ...others] as const;
    return { ...subject, outcome: "does_not_hold", compared, contradictions, count, ...reason };
  }
  if (compared > 0) return { ...subject, outcome: "holds", compared, ...reason };
  return {
    ...subject,
    outcome: "cannot_be_checked",
    reason: gap ?? `The case does not have ${needs}.`,
  };
}
