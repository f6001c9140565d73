import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import type { OtherMember } from "../model/other-members.ts";

/** A case may have members without number: these are looked up in the artifacts. */
const MOST_ROWS = 200;

/** What the artifacts say besides: listed as it stands, for this report does not know what it means. */
export function drawOtherMembers(flow: Flow, { others }: ReportModel): void {
  if (others.length === 0) return;
  flow.subsection("Other members", 80);
  flow.paragraph(
    "The artifacts also have members that this report does not interpret. They are listed as they stand, and " +
      "count towards the hashes.",
  );
  const { shown, leftOut } = tableExcerpt(others, "member", "the attached artifacts", MOST_ROWS);
  drawTable(flow, {
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
  });
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}

function valueWords({ values, more }: OtherMember): string {
  return more ? `${values.join("; ")}; and others` : values.join("; ");
}
