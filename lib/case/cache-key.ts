import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { ArtifactHashes } from "./schemas.ts";

/** SHA-256 of a text's UTF-8 bytes, 64 lower-case hex digits. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * The key of a case's report: 64 lower-case hex digits. It covers every artifact that the report draws
 * and the version of the drawing, so whatever could change a byte of the report changes the key.
 */
export function cacheKey(artifacts: ArtifactHashes, reportVersion: string): string {
  return sha256Hex(canonicalJson({ artifacts, report: reportVersion }));
}
