import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import type { Table } from "../layout/table-placement.ts";
import { weighted } from "../layout/weighted.ts";
import {
  checkCountWords,
  checkGroups,
  CHECKS_TITLE,
  type FailingCheck,
  type HoldingCheck,
} from "../model/check-words.ts";
import type { ReportModel } from "../model/model.ts";
import { split } from "../model/split.ts";
import { type UncheckedGroup, uncheckedGroups } from "../model/unchecked-groups.ts";
import { contradictionTable, holdingTable, uncheckedTable } from "../model/tables/check-tables.ts";

/** Contradictions of one check in the section; the appendix has the others. */
const MOST_CONTRADICTIONS = 10;
/** Checks that cannot be made for more reasons than this go to the appendix. */
const MOST_REASONS = 3;

/** Every check that does not hold, with both values of each contradiction. */
export function drawChecks(flow: Flow, { checks, artifacts }: ReportModel): void {
  const { failing, holding, unchecked } = checkGroups(checks);
  const tables = failing.map((check) =>
    failingTable(check, split(check.contradictions, MOST_CONTRADICTIONS).body),
  );
  const [first] = tables;
  const opening = first === undefined ? 0 : openingHeight(flow, first);
  flow.section(CHECKS_TITLE, 4 * TYPE.body.leading + opening);
  flow.paragraph(
    "Whether what the case states fits the rest of the case: a mean and its points, a number of probes and the " +
      "probes, two places that state the same thing. The checks say nothing about the model.",
  );
  const groups = uncheckedGroups(unchecked, artifacts);
  const isLong = groups.length > MOST_REASONS;
  const others = [
    ...(holding.length > 0 ? ["the checks that hold"] : []),
    ...(isLong ? ["those that cannot be made"] : []),
  ];
  const place = others.length > 0 ? ` The appendix lists ${others.join(" and ")}.` : "";
  flow.paragraph(`${checkCountWords(checks)}${place}`);
  for (const table of tables) drawTable(flow, table);
  if (!isLong && unchecked.length > 0) drawTable(flow, uncheckedOf(groups));
}

/** What the section leaves to the appendix. */
export function drawOtherChecks(flow: Flow, { checks, artifacts }: ReportModel): void {
  const { failing, holding, unchecked } = checkGroups(checks);
  const groups = uncheckedGroups(unchecked, artifacts);
  const tables = [
    ...failing.flatMap(otherContradictions),
    ...(groups.length > MOST_REASONS ? [uncheckedOf(groups)] : []),
    ...(holding.length > 0 ? [holdingOf(holding)] : []),
  ];
  const [first] = tables;
  if (first === undefined) return;
  flow.subsection("Other checks", openingHeight(flow, first));
  for (const table of tables) drawTable(flow, table);
}

function otherContradictions(check: FailingCheck): Table[] {
  const { body, rest } = split(check.contradictions, MOST_CONTRADICTIONS);
  return rest.length === 0 ? [] : [failingTable(check, rest, body.length)];
}

function failingTable(
  check: FailingCheck,
  shown: readonly FailingCheck["contradictions"][number][],
  from = 0,
): Table {
  const content = contradictionTable(check, shown, from);
  return { ...weighted(content, [1.6, 1.2, 1.2, 2]), maxLines: 6 };
}

function uncheckedOf(groups: readonly UncheckedGroup[]): Table {
  return { ...weighted(uncheckedTable(groups), [1.2, 2.4]), maxLines: 20 };
}

function holdingOf(holding: readonly HoldingCheck[]): Table {
  return { ...weighted(holdingTable(holding), [2.6, 0.6, 2]), fit: true, dense: true };
}
