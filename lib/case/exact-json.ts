import { canonicalJson } from "./canonical-json.ts";
import { InexactJsonError } from "./json/inexact-json-error.ts";
import { inexactValueIn } from "./json/inexact-values.ts";
import { encodingError, inexactValueError, scanError, syntaxError } from "./json/json-errors.ts";
import { fillMarks, parseSkeleton, type MarkedJson } from "./json/list-marks.ts";
import type { NumberList } from "./json/number-lists.ts";
import { skeletonOf } from "./json/skeleton.ts";
import { someNumbers } from "./matrix.ts";
import { scanJson, type ScanLimits } from "./json-scan.ts";

export { InexactJsonError };

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

/** An exact JSON text that was read. */
export interface ExactJson {
  readonly canonical: string;
  /** By the count of `JSON_LIMITS`. */
  readonly cost: number;
  /**
   * The value, with `someNumbers` in the place of long lists of numbers within a list. What a schema accepts here, it
   * accepts with the numbers too. The opposite does not hold.
   */
  readonly shape: unknown;
}

/**
 * Reads JSON as `parseExactJson` does, and writes it as canonical JSON. A long list of numbers is never in memory as
 * JavaScript values together with the others.
 *
 * @throws InexactJsonError with the first fault's place
 */
export function readExactJson(bytes: Uint8Array): ExactJson {
  const { json, cost } = read(bytes);
  const canonical = canonicalJson(json.root.document, json.lists);
  return { canonical, cost, shape: fillMarks(json, shapeOf()) };
}

/**
 * Parses JSON that JavaScript can represent exactly, and refuses everything else: bytes that are not UTF-8 or not
 * JSON, nesting over 32, too many parts, a member named twice or with a backslash, integers beyond
 * ±(2^53−1), numbers that overflow, lone surrogates. A byte order mark before UTF-8 is dropped.
 *
 * @throws InexactJsonError with the first fault's place
 */
export function parseExactJson(bytes: Uint8Array): unknown {
  return fillMarks(read(bytes).json, ({ text }) => JSON.parse(text) as unknown);
}

/** The contents for `fillMarks`: one list of each length. */
function shapeOf(): (list: NumberList, parent: object) => unknown {
  const ofLength = new Map<number, readonly unknown[]>();
  return ({ text, length }, parent) => {
    if (!Array.isArray(parent)) return JSON.parse(text);
    const list = ofLength.get(length) ?? someNumbers(length);
    ofLength.set(length, list);
    return list;
  };
}

interface Reading {
  readonly json: MarkedJson;
  readonly cost: number;
}

/** The fast way finds out that a text is refused, and the slow way why. */
function read(bytes: Uint8Array): Reading {
  return readFast(bytes) ?? readSlowly(bytes);
}

function readFast(bytes: Uint8Array): Reading | undefined {
  try {
    const skeleton = skeletonOf(bytes, JSON_LIMITS);
    const json = skeleton === undefined ? undefined : parseSkeleton(skeleton);
    if (skeleton === undefined || json === undefined) return undefined;
    return { json, cost: skeleton.cost };
  } catch (error) {
    // Not JSON, or not UTF-8.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/**
 * Throws, except when the runtime confused two names in the first reading but not in this one (docs/decisions/0006).
 */
function readSlowly(bytes: Uint8Array): Reading {
  const text = decodeUtf8(bytes);
  const fault = scanJson(text, JSON_LIMITS);
  if (fault !== undefined) {
    throw syntaxError(bytes, text, fault.offset) ?? scanError(text, fault, JSON_LIMITS);
  }
  const document = parse(bytes, text);
  const inexact = inexactValueIn(document);
  if (inexact !== undefined) throw inexactValueError(text, inexact);
  return { json: { root: { document }, lists: [], marks: [] }, cost: JSON_LIMITS.cost };
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
