import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import type { Table } from "../layout/table-placement.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import type { OtherMember } from "../model/other-members.ts";

/** A case may have any number of members; the report lists no more than this. */
const MOST_ROWS = 200;

/** Other members of the artifacts, listed unchanged because the report does not know their meaning. */
export function drawOtherMembers(flow: Flow, { others }: ReportModel): void {
  if (others.length === 0) return;
  const { shown, leftOut } = tableExcerpt(others, "member", "the attached artifacts", MOST_ROWS);
  const table = tableOf(shown);
  flow.subsection("Other members", 3 * TYPE.body.leading + openingHeight(flow, table));
  flow.paragraph(
    "The artifacts also have members that this report does not interpret. They are listed as they stand, and " +
      "count towards the hashes.",
  );
  drawTable(flow, table);
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}

function tableOf(shown: readonly OtherMember[]): Table {
  return {
    caption: "Members without a place of their own; * stands for every item of a list.",
    columns: [
      { head: "File", weight: 1.5, align: "left" },
      { head: "Member", weight: 2, align: "left" },
      { head: "Times", weight: 0.5, align: "right" },
      { head: "Value", weight: 3.2, align: "left" },
    ],
    rowHeads: 2,
    rows: shown.map((member) => [
      member.file,
      member.place,
      String(member.count),
      valueWords(member),
    ]),
    maxLines: 6,
  };
}

function valueWords({ values, more }: OtherMember): string {
  return more ? `${values.join("; ")}; and others` : values.join("; ");
}
