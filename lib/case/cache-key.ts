import { createHash } from "node:crypto";
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

/** SHA-256 of a text's UTF-8 bytes, 64 lower-case hex digits. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(new TextEncoder().encode(text)).digest("hex");
}

/** The text of `key.json`: canonical JSON. */
export function keyText({ artifacts, record, report }: KeyContent): string {
  return canonicalJson({ artifacts, record, report });
}

/**
 * The key of a case's report: SHA-256 of `key.json`, 64 lower-case hex digits. Any change that could change a byte
 * of the report changes the key.
 */
export function cacheKey(content: KeyContent): string {
  return sha256Hex(keyText(content));
}
