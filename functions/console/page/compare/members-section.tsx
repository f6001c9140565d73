import { fileOf } from "../../../../lib/case/schemas.ts";
import {
  type ArtifactDifferences,
  membersTable,
} from "../../../../lib/report/model/comparison/members.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";
import { DataTable } from "../figures/index.ts";

interface MembersProps {
  readonly differences: readonly ArtifactDifferences[];
}

/** Which members of the artifacts differ, in words. */
export function Members({ differences }: MembersProps) {
  const both = differences.filter((artifact) => artifact.in === "both");
  const same = both.filter(({ total }) => total === 0).map(({ artifact }) => fileOf(artifact));
  const unlike = both.filter(({ total }) => total > 0);
  return (
    <div class="fig">
      <p>{unlike.length === 0 ? "No member differs." : countsWords(unlike)}</p>
      {unlike.map((found) => (
        <DataTable
          key={found.artifact}
          summary={`${fileOf(found.artifact)}: ${counted(found.total, "difference")} as a table`}
          content={() => membersTable(found)}
          open={found.total <= OPEN_UP_TO}
        />
      ))}
      {same.length === 0 ? null : <p class="fig-note">The same in both: {same.join(", ")}.</p>}
    </div>
  );
}

/** Longer tables wait until the reader opens them. */
const OPEN_UP_TO = 50;

function countsWords(unlike: readonly ArtifactDifferences[]): string {
  const counts = unlike.map(({ artifact, total }) => `${fileOf(artifact)} ${total}`);
  return `Members that differ: ${counts.join(", ")}.`;
}
