import type { OtherMember } from "../../../../lib/report/model/other-members.ts";
import type { TableContent } from "../../../../lib/report/model/tables/content.ts";
import { DataTable } from "../figures/index.ts";

/** Other members of the artifacts, listed unchanged because the page does not know their meaning. */
export function OtherMembers({ members }: { readonly members: readonly OtherMember[] }) {
  return (
    <>
      <p>
        The artifacts also have members that this page does not interpret. They count towards the
        hashes.
      </p>
      <div class="fig">
        <DataTable summary="Other members as a table" content={() => tableOf(members)} />
      </div>
    </>
  );
}

function tableOf(members: readonly OtherMember[]): TableContent {
  return {
    caption: "Members that this page does not show elsewhere; * stands for every item of a list.",
    columns: [
      { head: "File", align: "left" },
      { head: "Member", align: "left" },
      { head: "Times", align: "right" },
      { head: "Value", align: "left" },
    ],
    rowHeads: 2,
    rows: members.map(({ file, place, count, values, more }) => [
      file,
      place,
      String(count),
      more ? `${values.join("; ")}; and others` : values.join("; "),
    ]),
  };
}
