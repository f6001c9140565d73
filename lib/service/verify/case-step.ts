import type { KeyContent } from "../../case/key-text.ts";
import { canonicalJson } from "../../case/canonical-json.ts";
import { ARTIFACTS, fileOf, type ArtifactName } from "../../case/schemas.ts";
import type { Step } from "./verification.ts";

/** The current state of a case; both members are part of its key. */
export type CaseNow = Pick<KeyContent, "artifacts" | "record">;

/** Whether a case is still the one that the report was made of. */
export function caseStep(content: KeyContent | undefined, now: CaseNow): Step {
  if (content === undefined) {
    const detail = "Not compared, because the report does not say what it was made of.";
    return { step: "case", outcome: "not_checked", detail };
  }
  const changes = ARTIFACTS.flatMap((name) => changeOf(name, content.artifacts, now.artifacts));
  if (canonicalJson(content.record) !== canonicalJson(now.record)) {
    changes.push("what checksums.json says about the artifacts differs");
  }
  if (changes.length > 0) {
    const detail = `The case is not the one of the report: ${changes.join("; ")}.`;
    return { step: "case", outcome: "does_not_hold", detail };
  }
  const detail = "The case has the artifacts and the record of checksums of the report.";
  return { step: "case", outcome: "holds", detail };
}

function changeOf(
  name: ArtifactName,
  reported: KeyContent["artifacts"],
  now: KeyContent["artifacts"],
): string[] {
  if (reported[name] === now[name]) return [];
  const file = fileOf(name);
  if (now[name] === undefined) return [`${file} is missing from the case`];
  if (reported[name] === undefined) return [`${file} is not in the report`];
  return [`${file} differs`];
}
