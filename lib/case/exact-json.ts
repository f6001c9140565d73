import { scanJson, toPointer } from "./json-scan.ts";

export const MAX_ARTIFACT_BYTES = 16 * 1024 * 1024;
const MAX_DEPTH = 32;

/** Why a text cannot be hashed without guessing. */
export class InexactJsonError extends Error {
  override readonly name = "InexactJsonError";

  /** Where, as a JSON Pointer (RFC 6901); "" is the whole document. */
  readonly pointer: string;
  readonly expected: string;
  /** What was there, in words. */
  readonly received: string;

  constructor(pointer: string, expected: string, received: string, options?: ErrorOptions) {
    super(`expected ${expected}, found ${received}`, options);
    this.pointer = pointer;
    this.expected = expected;
    this.received = received;
  }
}

/**
 * Parses JSON that JavaScript can hold exactly, and refuses all other: text that is not UTF-8 or not JSON,
 * nesting over 32, a member named twice or with a backslash, integers beyond ±(2^53−1), numbers that overflow, lone surrogates.
 *
 * @throws InexactJsonError naming the place
 */
export function parseExactJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  refuseByScan(text);
  const value = parse(text);
  refuseInexact(value, []);
  return value;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InexactJsonError("", "UTF-8 text", "bytes that are not UTF-8", { cause });
  }
}

function refuseByScan(text: string): void {
  const fault = scanJson(text, MAX_DEPTH);
  if (fault?.kind === "depth") {
    throw new InexactJsonError(fault.pointer, `at most ${MAX_DEPTH} levels of nesting`, "more");
  }
  if (fault?.kind === "duplicate") {
    throw new InexactJsonError(fault.pointer, "each member name once", "the same name twice");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const received = text.trim() === "" ? "nothing" : "text that is not JSON, or is cut short";
    throw new InexactJsonError("", "a JSON document", received, { cause });
  }
}

type Path = (string | number)[];

/** Walks with one growing and shrinking path: a pointer is only written out for a fault. */
function refuseInexact(value: unknown, path: Path): void {
  if (typeof value === "number") refuseInexactNumber(value, path);
  else if (typeof value === "string") refuseIllFormed(value, path);
  else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      refuseInexact(value[index], path);
      path.pop();
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      refuseInexactName(name, path);
      path.push(name);
      refuseInexact(member, path);
      path.pop();
    }
  }
}

/**
 * `JSON.parse` of Node 24 and 26 may take one name for another: an escaped one, such as `\"`, for an
 * earlier one that holds the backslash itself (nodejs/node#63785). What it makes up always holds a
 * backslash, so refusing those leaves no name that could be wrong. docs/decisions/0006 has the details.
 */
function refuseInexactName(name: string, path: Path): void {
  refuseIllFormed(name, path, "a lone surrogate in the name of a member");
  if (!name.includes("\\")) return;
  const expected = "names of members without a backslash, which some runtimes read wrongly";
  throw new InexactJsonError(toPointer(path), expected, "one with a backslash");
}

function refuseInexactNumber(value: number, path: Path): void {
  if (!Number.isFinite(value)) {
    throw new InexactJsonError(toPointer(path), "a number within ±1.8e308", "one that overflows");
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    const expected = "an integer within ±(2^53−1), or text";
    throw new InexactJsonError(
      toPointer(path),
      expected,
      "a larger one, which cannot be held exactly",
    );
  }
}

function refuseIllFormed(text: string, path: Path, received = "a lone surrogate"): void {
  if (text.isWellFormed()) return;
  throw new InexactJsonError(toPointer(path), "well-formed Unicode", received);
}
