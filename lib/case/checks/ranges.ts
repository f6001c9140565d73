/** How to check that every figure of a kind lies in its range. */
import type { CaseArtifacts } from "../schemas.ts";
import type { CheckDefinition } from "./check.ts";
import type { Tally } from "./tally.ts";
import { numberText } from "./tolerance.ts";

/** A figure of a case; null and undefined are not stated. */
type Figure = number | null | undefined;

/** Receives a figure, its place and its name in words. The last two are called only when they are shown. */
export type Visit = (figure: Figure, where: () => string, what: () => string) => void;

/** Calls `visit` with each figure of a kind. */
export type Figures = (artifacts: CaseArtifacts, visit: Visit) => void;

interface Range {
  readonly low: number;
  readonly high: number;
  readonly words: string;
}

export const SHARE: Range = { low: 0, high: 1, words: "0 to 1" };
export const NOT_NEGATIVE: Range = { low: 0, high: Infinity, words: "0 or more" };

function visitWithin(tally: Tally, { low, high, words }: Range): Visit {
  return (figure, where, what) => {
    if (typeof figure !== "number") return;
    tally.expect(figure >= low && figure <= high, () => ({
      where: where(),
      what: what(),
      stated: numberText(figure),
      computed: words,
    }));
  };
}

export function rangeCheck(
  text: Pick<CheckDefinition, "id" | "title" | "where" | "needs">,
  range: Range,
  figures: Figures,
): CheckDefinition {
  return { ...text, run: (checked, tally) => figures(checked, visitWithin(tally, range)) };
}

/** Visits members of the object at a place. */
export function visitMembers(
  visit: Visit,
  at: string,
  members: readonly (readonly [member: string, figure: Figure, what: string])[],
): void {
  for (const [member, figure, what] of members) {
    visit(
      figure,
      () => `${at}/${member}`,
      () => what,
    );
  }
}
