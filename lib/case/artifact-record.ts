import { matches } from "./checksum-match.ts";
import { parseChecksums, type ListedFile } from "./checksums.ts";
import type { ArtifactFile } from "./digest.ts";
import { fileOf, type ArtifactName } from "./schemas.ts";

/** What the evaluation's own record says about an artifact. */
export type ArtifactState = "confirmed" | "differs" | "not_listed" | "not_checked";

/** By artifact that the case has; or that the case has no record, or one that cannot be read. */
export type CaseRecord =
  Readonly<Partial<Record<ArtifactName, ArtifactState>>> | "none" | "unreadable";

/**
 * Compares the artifacts of a case with its `checksums.json`. Pure. An artifact that is listed under
 * several names is confirmed only when all of its checksums agree.
 *
 * @param checksums the bytes of `checksums.json`; undefined when the case has none
 * @param files the artifacts that the case has
 */
export function caseRecord(
  checksums: Uint8Array | undefined,
  files: readonly ArtifactFile[],
): CaseRecord {
  if (checksums === undefined) return "none";
  const record = parseChecksums(checksums);
  if (record.state === "unreadable") return "unreadable";
  const states: Partial<Record<ArtifactName, ArtifactState>> = {};
  for (const { name, body } of files) {
    const about = record.files.filter((listed) => isAbout(listed, fileOf(name)));
    states[name] = stateOf(about, body);
  }
  return states;
}

/** A name that cannot be compared is taken as it is written, so that its artifact is not "not listed". */
function isAbout(listed: ListedFile, file: string): boolean {
  const path = listed.reason === undefined ? listed.path : listed.name.replace(/^\*?(?:\.\/)*/, "");
  return path === file;
}

function stateOf(listed: readonly ListedFile[], body: Uint8Array): ArtifactState {
  const states = listed.map((one): ArtifactState => {
    if (one.reason !== undefined) return "not_checked";
    return matches(body, one.checksum) ? "confirmed" : "differs";
  });
  const worst = (["differs", "not_checked", "confirmed"] as const).find((state) =>
    states.includes(state),
  );
  return worst ?? "not_listed";
}
