import { matches } from "./checksum-match.ts";
import { parseChecksums, type ListedFile } from "./checksums.ts";
import type { ChecksumRecord, RecordState } from "./record.ts";
import { fileOf, type ArtifactName } from "./schemas.ts";

/** An artifact's file as it was read. */
export interface ArtifactFile {
  readonly name: ArtifactName;
  /** Its path within the case, for messages. */
  readonly file: string;
  readonly body: Uint8Array;
}

/**
 * Compares the artifacts of a case with its `checksums.json`. Pure. An artifact that is listed under
 * several names is confirmed only when all of its checksums agree.
 *
 * @param checksums the bytes of `checksums.json`; undefined when the case has none
 * @param files the artifacts that the case has
 */
export function recordOf(
  checksums: Uint8Array | undefined,
  files: readonly ArtifactFile[],
): ChecksumRecord {
  if (checksums === undefined) return "none";
  const record = parseChecksums(checksums);
  if (record.state === "unreadable") return "unreadable";
  const states: Partial<Record<ArtifactName, RecordState>> = {};
  for (const { name, body } of files) {
    const about = record.files.filter(({ path }) => path === fileOf(name));
    states[name] = stateOf(about, body);
  }
  return states;
}

function stateOf(listed: readonly ListedFile[], body: Uint8Array): RecordState {
  const states = new Set(
    listed.map((one): RecordState => {
      if (one.reason !== undefined) return "not_checked";
      return matches(body, one.checksum) ? "confirmed" : "differs";
    }),
  );
  if (states.size === 0) return "not_listed";
  if (states.has("differs")) return "differs";
  return states.has("not_checked") ? "not_checked" : "confirmed";
}
