import { createHash } from "node:crypto";
import * as v from "valibot";
import { ARTIFACTS, fileOf } from "./schemas.ts";

export const CHECKSUMS_FILE = "checksums.json";

/** The evaluation's own record of its files. No part of the report, and not covered by the key. */
export const ChecksumsSchema = v.looseObject({
  algorithm: v.literal("SHA256"),
  generated_at: v.string(),
  files: v.record(v.string(), v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{64}$/, "64 hex digits"))),
});

/** Checksums as parsed: valibot drops a file that is called `__proto__`, so one may be unchecked. */
export interface Listed {
  readonly files: Readonly<Record<string, unknown>>;
}

/** The files that are ever opened: another name that the checksums list cannot be confirmed. */
export const CHECKED_FILES: readonly string[] = ARTIFACTS.map(fileOf);

/**
 * Which of the listed files have their checksum: SHA-256 over the bytes with CRLF read as LF, because a
 * checkout may have changed the line ends. False for a file that is not there, or is none of a case's.
 *
 * @param bodies the bytes of `CHECKED_FILES`, in that order; undefined where absent
 */
export function confirmedFiles(
  { files }: Listed,
  bodies: readonly (Uint8Array | undefined)[],
): Record<string, boolean> {
  const confirmed = Object.entries(files).map(([name, checksum]): [string, boolean] => {
    const body = bodies[CHECKED_FILES.indexOf(name)];
    if (body === undefined || typeof checksum !== "string") return [name, false];
    return [name, checksumOf(body) === checksum.toLowerCase()];
  });
  return Object.fromEntries(confirmed);
}

function checksumOf(body: Uint8Array): string {
  // latin1 keeps every byte as one character, whatever the encoding.
  const text = Buffer.from(body).toString("latin1").replaceAll("\r\n", "\n");
  return createHash("sha256").update(text, "latin1").digest("hex");
}
