import type { Attachment } from "../case/attachment.ts";
import type { ChecksumRecord } from "../case/record.ts";
import type { ArtifactHashes, CaseArtifacts } from "../case/schemas.ts";

/** The complete input of a report: no clock, no settings, no folder name. */
export interface ReportSource {
  /** The artifacts, parsed back from the canonical JSON that was hashed. */
  readonly artifacts: CaseArtifacts;
  readonly hashes: ArtifactHashes;
  /** What the evaluation's own checksums say about the artifacts. */
  readonly record: ChecksumRecord;
  /** The key the report is stored under, 64 lower-case hex digits. */
  readonly cacheKey: string;
  /** The attachments of the report: `key.json` and the canonical JSON of each artifact. */
  readonly attachments: readonly Attachment[];
}

/** Renders a report. Deterministic: the same source gives the same bytes on every machine. */
export type RenderReport = (source: ReportSource) => Promise<Uint8Array>;
