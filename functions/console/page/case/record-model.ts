import type { ChecksumRecord, RecordState } from "../../../../lib/case/record.ts";
import { type ArtifactName, ARTIFACTS, fileOf } from "../../../../lib/case/schemas.ts";
import type { Verification } from "../../../../lib/http/answers.ts";

/** What the record of checksums says about each artifact of a case. */
export function recordIn(
  { record, files }: Verification,
  names: readonly ArtifactName[],
): ChecksumRecord {
  if (record !== "readable") return record;
  const states = Object.entries(files).map(([name, { state }]) => ({
    path: name.replace(/^(?:\*|\.\/)+/, ""),
    state,
  }));
  return Object.fromEntries(
    ARTIFACTS.filter((name) => names.includes(name)).map((name) => [
      name,
      joined(states.flatMap(({ path, state }) => (path === fileOf(name) ? [state] : []))),
    ]),
  );
}

/** An artifact that is listed under several names is confirmed only when all of them are. */
function joined(states: readonly Verification["files"][string]["state"][]): RecordState {
  if (states.length === 0) return "not_listed";
  if (states.includes("differs")) return "differs";
  return states.every((state) => state === "confirmed") ? "confirmed" : "not_checked";
}
