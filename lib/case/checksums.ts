import { isPath } from "../store/keys.ts";
import type { Checksum, HashName } from "./checksum-match.ts";
import { InexactJsonError, parseExactJson } from "./exact-json.ts";
import { shown, shownPointer } from "./shown-value.ts";

/** The evaluation's own record of its files. Names are relative to the folder of the record. */
export const CHECKSUMS_FILE = "checksums.json";

/** A listed file, with the checksum to compare, or with the reason why it cannot be compared. */
export type ListedFile = { readonly name: string } & (
  | { readonly path: string; readonly checksum: Checksum; readonly reason?: undefined }
  | { readonly path?: string; readonly reason: string }
);

export type ParsedChecksums =
  | { readonly state: "readable"; readonly files: readonly ListedFile[] }
  | { readonly state: "unreadable"; readonly reason: string };

/** About 5,000 files. Parsing a larger record would block the process. */
const MAX_RECORD_BYTES = 1024 * 1024;

const HASHES = ["sha256", "sha384", "sha512"] as const;
/** Hex digits of a checksum. */
const DIGITS: Readonly<Record<HashName, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * Reads `checksums.json` as leniently as possible. Never throws because of its content: an unreadable record is a
 * state of the case.
 */
export function parseChecksums(body: Uint8Array): ParsedChecksums {
  if (body.length > MAX_RECORD_BYTES) {
    const sizes = `expected at most ${MAX_RECORD_BYTES} bytes, found ${body.length}`;
    return unreadable(`${CHECKSUMS_FILE}: ${sizes}`);
  }
  try {
    return recordIn(parseExactJson(body));
  } catch (error) {
    if (!(error instanceof InexactJsonError)) throw error;
    const { pointer } = error.fault;
    const at = pointer === "" ? "" : ` at ${shownPointer(pointer)}`;
    return unreadable(`${CHECKSUMS_FILE}${at}: ${error.message}`);
  }
}

/** Checked by hand, because valibot drops a member that is called `__proto__`. */
function recordIn(value: unknown): ParsedChecksums {
  if (!isObject(value)) return unexpected("", "an object", value);
  const { algorithm = null, files } = value;
  if (algorithm !== null && typeof algorithm !== "string") {
    return unexpected("/algorithm", "a string", algorithm);
  }
  if (!isObject(files)) return unexpected("/files", "an object of checksums by file name", files);
  const listed: ListedFile[] = [];
  for (const [name, hex] of Object.entries(files)) {
    if (typeof hex !== "string") return unexpected(`/files/${name}`, "a string", hex);
    listed.push(listedFile(name, hex, algorithm ?? "SHA-256"));
  }
  return { state: "readable", files: listed };
}

function listedFile(name: string, listed: string, algorithm: string): ListedFile {
  const segments = segmentsOf(name);
  if (segments === undefined) return { name, reason: "the name leads outside the case's folder" };
  const path = segments.join("/");
  if (!isPath(path)) return { name, reason: "no file of a case can have this name" };
  const hash = hashNamed(algorithm);
  if (hash === undefined) {
    const reason = `the algorithm ${shown(algorithm)} is not supported; SHA-256, SHA-384 and SHA-512 are`;
    return { name, path, reason };
  }
  const hex = listed.trim();
  if (hex.length !== DIGITS[hash] || !/^[0-9A-Fa-f]+$/.test(hex)) {
    const reason = `the listed checksum does not have the ${DIGITS[hash]} hex digits of ${algorithm}`;
    return { name, path, reason };
  }
  return { name, path, checksum: { hash, hex: hex.toLowerCase() } };
}

/** `SHA-256`, `sha256`, `SHA_256` and `SHA2-256` are the same. `SHA3-256` and `SHA-512/256` are others. */
function hashNamed(algorithm: string): HashName | undefined {
  const plain = algorithm.trim().toLowerCase().replaceAll(/[-_ ]/g, "");
  return HASHES.find((hash) => plain === hash || plain === hash.replace("sha", "sha2"));
}

/** Undefined for a name outside the folder. `sha256sum` marks binary files with a star before the name. */
function segmentsOf(name: string): string[] | undefined {
  const path = name.replace(/^\*/, "");
  if (path.startsWith("/") || /^[A-Za-z]:\//.test(path)) return undefined;
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  return segments.includes("..") ? undefined : segments;
}

function unexpected(pointer: string, expected: string, found: unknown): ParsedChecksums {
  const at = pointer === "" ? "" : ` at ${shownPointer(pointer)}`;
  const received = found === undefined ? "none" : shown(found);
  return unreadable(`${CHECKSUMS_FILE}${at}: expected ${expected}, found ${received}`);
}

export function unreadable(reason: string): ParsedChecksums & { state: "unreadable" } {
  return { state: "unreadable", reason };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
