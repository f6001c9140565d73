import type { FailingCheck, HoldingCheck } from "../check-words.ts";
import { excerpt } from "../excerpt.ts";
import { counted } from "../numbers.ts";
import type { UncheckedGroup } from "../unchecked-groups.ts";
import { type ColumnOf, type TableContent, tableOf } from "./content.ts";

type Contradiction = FailingCheck["contradictions"][number];

const CONTRADICTION: readonly ColumnOf<Contradiction>[] = [
  { head: "What", align: "left", cell: ({ what }) => excerpt(what) },
  { head: "Stated", align: "left", cell: ({ stated }) => excerpt(stated) },
  { head: "Computed", align: "left", cell: ({ computed }) => excerpt(computed) },
  { head: "Where", align: "left", cell: ({ where }) => excerpt(where) },
];

/** Contradictions of one check; `shown` are the rows, from the one at the index `from` on. */
export function contradictionTable(
  { title, count, compared }: FailingCheck,
  shown: readonly Contradiction[],
  from = 0,
): TableContent {
  const all = shown.length === count;
  const numbers = all ? "" : ` Shown: ${from + 1} to ${from + shown.length}.`;
  const found = `${counted(count, "contradiction")} in ${counted(compared, "comparison")}`;
  return {
    caption: `Does not hold: “${title}”. ${found}.${numbers}`,
    ...tableOf(shown, CONTRADICTION),
  };
}

const UNCHECKED: readonly ColumnOf<UncheckedGroup>[] = [
  { head: "Why", align: "left", cell: ({ reason }) => excerpt(reason) },
  { head: "Checks", align: "left", cell: ({ titles }) => titles.join("; ") },
];

export function uncheckedTable(groups: readonly UncheckedGroup[]): TableContent {
  const count = groups.reduce((sum, { titles }) => sum + titles.length, 0);
  return {
    caption: `${counted(count, "check")} that cannot be made, by what the case lacks.`,
    ...tableOf(groups, UNCHECKED),
  };
}

const HOLDING: readonly ColumnOf<HoldingCheck>[] = [
  { head: "Check", align: "left", cell: ({ title }) => title },
  { head: "Compared", align: "right", cell: ({ compared }) => String(compared) },
  {
    head: "Not compared",
    align: "left",
    cell: ({ reason }) => (reason === undefined ? undefined : excerpt(reason)),
    empty: "",
  },
];

export function holdingTable(checks: readonly HoldingCheck[]): TableContent {
  return {
    caption: "Checks that hold, and how many values each compared.",
    ...tableOf(checks, HOLDING),
  };
}
