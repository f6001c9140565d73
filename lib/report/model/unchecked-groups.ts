/** Checks that cannot be made, by what the case lacks: many checks share one reason. */
import { ARTIFACTS, fileOf } from "../../case/artifact-names.ts";
import type { CaseArtifacts } from "../../case/schemas.ts";
import type { UncheckedCheck } from "./check-words.ts";

export interface UncheckedGroup {
  /** A sentence. */
  readonly reason: string;
  readonly titles: readonly string[];
}

/** The groups in the order of their first check; a missing artifact is the reason of every check on it. */
export function uncheckedGroups(
  checks: readonly UncheckedCheck[],
  artifacts: CaseArtifacts,
): UncheckedGroup[] {
  const groups = new Map<string, string[]>();
  for (const check of checks) {
    const reason = missingArtifact(check, artifacts) ?? check.reason;
    const titles = groups.get(reason) ?? [];
    groups.set(reason, titles);
    titles.push(check.title);
  }
  return [...groups].map(([reason, titles]) => ({ reason, titles }));
}

function missingArtifact({ where }: UncheckedCheck, artifacts: CaseArtifacts): string | undefined {
  const [file = ""] = where.split("#");
  const name = ARTIFACTS.find((artifact) => fileOf(artifact) === file);
  if (name === undefined || artifacts[name] !== undefined) return undefined;
  return `The case does not have ${file}.`;
}
