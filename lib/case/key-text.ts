import { canonicalJson } from "./canonical-json.ts";
import type { ChecksumRecord } from "./record.ts";
import type { ArtifactHashes } from "./schemas.ts";

/** Everything that a report depends on. */
export interface KeyContent {
  /** SHA-256 of the canonical JSON of each artifact that the case has. */
  readonly artifacts: ArtifactHashes;
  readonly record: ChecksumRecord;
  /** The version of the report's drawing. */
  readonly report: string;
}

/** The text of `key.json`: canonical JSON. */
export function keyText({ artifacts, record, report }: KeyContent): string {
  return canonicalJson({ artifacts, record, report });
}
