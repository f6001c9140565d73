import type { ArtifactName } from "./schemas.ts";

/** The state of an artifact in the evaluation's own record of checksums. */
export const RECORD_STATES = ["confirmed", "differs", "not_listed", "not_checked"] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/**
 * The record of checksums as the key names it: the state of every artifact that the case has, or "none"
 * where there is no `checksums.json`, or "unreadable" where it cannot be read.
 */
export type ChecksumRecord =
  | Readonly<Partial<Record<ArtifactName, RecordState>>>
  | "none"
  | "unreadable";

/** The record in one word: the state of the artifact that a reader should look at first. The worst comes first. */
export const RECORD_SUMMARIES = [
  "differs",
  "unreadable",
  "not_checked",
  "not_listed",
  "none",
  "confirmed",
] as const;
export type RecordSummary = (typeof RECORD_SUMMARIES)[number];

/** "confirmed" only if every artifact of the case is. */
export function recordSummary(record: ChecksumRecord): RecordSummary {
  if (typeof record === "string") return record;
  const states: ReadonlySet<string> = new Set(Object.values(record));
  return RECORD_SUMMARIES.find((state) => states.has(state)) ?? "none";
}
