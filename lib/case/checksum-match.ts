import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

export type HashName = "sha256" | "sha384" | "sha512";

export interface Checksum {
  readonly hash: HashName;
  /** Lower-case digits. */
  readonly hex: string;
}

/** Hashed without a pause: a few milliseconds. */
const CHUNK_BYTES = 256 * 1024;
const CARRIAGE_RETURN = 0x0d;

/**
 * The forms in which a file may have been hashed, because a checkout or an upload may change line ends. A file with
 * mixed line ends has one form with LF only and one with CRLF only.
 */
const FORMS: readonly ((chunk: Buffer) => Buffer | string)[] = [
  (chunk) => chunk,
  (chunk) => latin1(chunk).replaceAll("\r\n", "\n"),
  (chunk) => latin1(chunk).replaceAll(/\r?\n/g, "\r\n"),
];

/** Whether a file's bytes have the checksum: as they are, with CRLF read as LF, or with LF read as CRLF. */
export function matches(body: Uint8Array, checksum: Checksum): boolean {
  const steps = comparison(body, checksum);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** As `matches`, with pauses in which the process answers other requests. */
export async function matchesInTurns(body: Uint8Array, checksum: Checksum): Promise<boolean> {
  const steps = comparison(body, checksum);
  let step = steps.next();
  while (step.done !== true) {
    await nextTurn();
    step = steps.next();
  }
  return step.value;
}

/** Yields after each chunk. */
function* comparison(
  body: Uint8Array,
  { hash, hex }: Checksum,
): Generator<undefined, boolean, undefined> {
  for (const form of FORMS) {
    const hashing = createHash(hash);
    for (const chunk of chunksOf(body)) {
      const formed = form(chunk);
      if (typeof formed === "string") hashing.update(formed, "latin1");
      else hashing.update(formed);
      yield undefined;
    }
    if (hashing.digest("hex") === hex) return true;
  }
  return false;
}

/** No chunk ends between a CR and its LF. */
function* chunksOf(body: Uint8Array): Generator<Buffer> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  for (let start = 0; start < bytes.length;) {
    let end = Math.min(start + CHUNK_BYTES, bytes.length);
    if (end < bytes.length && bytes[end - 1] === CARRIAGE_RETURN) end -= 1;
    yield bytes.subarray(start, end);
    start = end;
  }
}

/** Keeps every byte as one character, whatever the encoding is. */
function latin1(chunk: Buffer): string {
  return chunk.toString("latin1");
}
