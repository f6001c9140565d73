import { InexactJsonError } from "./json/inexact-json-error.ts";
import { inexactValueIn } from "./json/inexact-values.ts";
import { encodingError, inexactValueError, scanError, syntaxError } from "./json/json-errors.ts";
import { scanJson, type ScanLimits } from "./json-scan.ts";

export { InexactJsonError };

export const MAX_ARTIFACT_BYTES = 16 * 1024 * 1024;

/**
 * The cost limit of an artifact. A part is an object, an array or a string, and costs about as much time and memory
 * as sixteen numbers of a matrix. With this limit, the most expensive 16 MiB that we could make take about a second
 * to parse, write and hash, and a map of 2048 × 2048 numbers is still accepted.
 */
export const JSON_LIMITS: ScanLimits = { depth: 32, cost: 4_500_000, costOfPart: 16 };

/**
 * The limits for all artifacts of a case together. A report is drawn from all of them at once, so the memory of a
 * case depends on their sum: eight artifacts at the limits above would take 1.7 GB.
 */
export const CASE_LIMITS = { bytes: 24 * 1024 * 1024, cost: 5_000_000 } as const;

/**
 * Parses JSON that JavaScript can represent exactly, and refuses everything else: bytes that are not UTF-8 or not
 * JSON, nesting over 32, too many parts, a member named twice or with a backslash, integers beyond
 * ±(2^53−1), numbers that overflow, lone surrogates. A byte order mark before UTF-8 is dropped.
 *
 * @throws InexactJsonError with the first fault's place
 */
export function parseExactJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  const fault = scanJson(text, JSON_LIMITS);
  if (fault !== undefined) {
    throw syntaxError(bytes, text, fault.offset) ?? scanError(text, fault, JSON_LIMITS);
  }
  const value = parse(bytes, text);
  const inexact = inexactValueIn(value);
  if (inexact !== undefined) throw inexactValueError(text, inexact);
  return value;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw encodingError(bytes, cause);
  }
}

function parse(bytes: Uint8Array, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw syntaxError(bytes, text, text.length, cause) ?? cause;
  }
}
