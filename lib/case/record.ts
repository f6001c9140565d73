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
