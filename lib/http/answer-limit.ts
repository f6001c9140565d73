import { ClarityError } from "../errors.ts";
import { knownBytesOf } from "./response-bytes.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_RESULT_BYTES = 6 * 1024 * 1024;
/** Status, headers, and what JSON puts around them. */
const ENVELOPE_BYTES = 16 * 1024;
const MAX_ENCODED_BYTES = MAX_RESULT_BYTES - ENVELOPE_BYTES;

/** The longest body that a function can send as base64, in bytes: some 4.5 MiB. */
export const MAX_BINARY_BYTES = Math.floor(MAX_ENCODED_BYTES / 4) * 3;

/** An error if the response exceeds the size limit of the platform, else undefined. */
export async function tooLarge(response: Response): Promise<ClarityError | undefined> {
  const known = knownBytesOf(response);
  if (known === undefined && response.body === null) return undefined;
  const bytes = known ?? new Uint8Array(await response.clone().arrayBuffer());
  if (!isTooLarge(bytes, isBinary(response.headers))) return undefined;
  const message =
    `The response has ${bytes.length} bytes; a deployed service can send 6 MB at most. ` +
    "Send Accept-Encoding: gzip. If the response is still too large, read the artifact where the cases are stored.";
  return new ClarityError("answer_too_large", message);
}

/** Whether a body is sent as base64, because it is not text. */
export function isBinary(headers: Headers): boolean {
  const type = headers.get("content-type");
  return type === "application/pdf" || type === "font/ttf" || headers.has("content-encoding");
}

function isTooLarge(bytes: Uint8Array, binary: boolean): boolean {
  if (binary) return bytes.length > MAX_BINARY_BYTES;
  // Text is escaped once more, which at most doubles it.
  if (bytes.length <= MAX_ENCODED_BYTES / 2) return false;
  return Buffer.byteLength(JSON.stringify(new TextDecoder().decode(bytes))) > MAX_ENCODED_BYTES;
}
