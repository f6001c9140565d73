import { ClarityError } from "../errors.ts";
import { UnfitFileError, type ArtifactSource, type CaseFile } from "../store/contract.ts";
import { errnoOf } from "../store/failures.ts";
import { Turns } from "../store/file/turns.ts";
import { locate, type Base } from "./case-layout.ts";
import { matchesInTurns, type Checksum } from "./checksum-match.ts";
import {
  CHECKSUMS_FILE,
  parseChecksums,
  unreadable,
  type ParsedChecksums,
  type ListedFile,
} from "./checksums.ts";
import { MAX_ARTIFACT_BYTES } from "./artifact-size.ts";
import { locateCase, noSuchCase } from "./read-case.ts";
import { caseUnsettled, READ_ATTEMPTS } from "./read-files.ts";
import type { FileState } from "./schemas/file-states.ts";

/** A file that the record lists, compared with its checksum. */
interface CheckedFile {
  /** As the record writes it. */
  readonly name: string;
  readonly state: FileState;
  /** Why it was not checked. */
  readonly reason?: string;
}

export type CheckedCase =
  | { readonly record: "readable"; readonly files: readonly CheckedFile[] }
  | { readonly record: "unreadable"; readonly reason: string }
  | { readonly record: "none" };

/** Limits of one request, so that a record cannot make the service read endlessly. */
interface CheckLimits {
  readonly files: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
  readonly withinMs: number;
}

export const CHECK_LIMITS: CheckLimits = {
  files: 1_000,
  fileBytes: MAX_ARTIFACT_BYTES,
  // Every artifact of a case, each as large as it may be.
  totalBytes: 8 * MAX_ARTIFACT_BYTES,
  // Less than the 29 s of a deployed function.
  withinMs: 20_000,
};

/** How many files are in memory at once, over all requests. */
const FILES_AT_ONCE = 2;
const turns = new Turns(FILES_AT_ONCE);

/** One attempt to check all listed files. */
interface Check {
  readonly source: ArtifactSource;
  readonly caseId: string;
  readonly base: Base;
  readonly limits: CheckLimits;
  /** On `performance.now()`. */
  readonly deadline: number;
  bytes: number;
  /** By path, the identity of each file that was read. */
  readonly identities: Map<string, string>;
}

/**
 * Compares every file that the record of a case lists with its checksum. Reads the files one after the other; if
 * one of them changed meanwhile, reads all of them again.
 *
 * @throws ClarityError `not_found`, `case_unsettled` (changed during three attempts), `store_unavailable`
 */
export async function checkFiles(
  source: ArtifactSource,
  caseId: string,
  limits: CheckLimits = CHECK_LIMITS,
): Promise<CheckedCase> {
  const deadline = performance.now() + limits.withinMs;
  for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
    const { base } = await locate(source, caseId, [CHECKSUMS_FILE]);
    const identities = new Map<string, string>();
    const check = { source, caseId, base, limits, deadline, bytes: 0, identities };
    const checked = await checkOnce(check);
    if (checked.record === "none") await refuseWithoutArtifacts(source, caseId);
    if (await isUnchanged(check)) return checked;
  }
  throw caseUnsettled(caseId);
}

async function checkOnce(check: Check): Promise<CheckedCase> {
  const record = await readRecord(check);
  if (record === undefined) return { record: "none" };
  if (record.state === "unreadable") return { record: "unreadable", reason: record.reason };
  const files: CheckedFile[] = [];
  for (const [index, listed] of record.files.entries()) {
    files.push(await checkedFile(check, listed, index));
  }
  return { record: "readable", files };
}

async function readRecord(check: Check): Promise<ParsedChecksums | undefined> {
  try {
    const file = await read(check, CHECKSUMS_FILE);
    return file && parseChecksums(file.body);
  } catch (error) {
    if (!(error instanceof UnfitFileError)) throw error;
    return unreadable(`${CHECKSUMS_FILE}: ${reasonOf(error)}`);
  }
}

async function checkedFile(check: Check, listed: ListedFile, index: number): Promise<CheckedFile> {
  const { name } = listed;
  if (listed.reason !== undefined) return { name, state: "not_checked", reason: listed.reason };
  const { path, checksum } = listed;
  const reason = limitReached(check, index);
  if (reason !== undefined) return { name, state: "not_checked", reason };
  try {
    return { name, ...(await turns.run(async () => await compare(check, path, checksum))) };
  } catch (error) {
    // If the whole store is unreachable, reading the identities fails next.
    const why = whyUnread(error);
    if (why === undefined) throw error;
    return { name, state: "not_checked", reason: why };
  }
}

async function compare(
  check: Check,
  path: string,
  checksum: Checksum,
): Promise<Omit<CheckedFile, "name">> {
  const file = await read(check, path);
  if (file === undefined) return { state: "missing" };
  check.bytes += file.body.length;
  const reason = tooManyBytes(check);
  if (reason !== undefined) return { state: "not_checked", reason };
  return { state: (await matchesInTurns(file.body, checksum)) ? "confirmed" : "differs" };
}

async function read(check: Check, path: string): Promise<CaseFile | undefined> {
  const { source, caseId, base, identities, limits } = check;
  const [file] = await source.read(caseId, [base + path], { maxBytes: limits.fileBytes });
  if (file !== undefined) identities.set(path, file.identity);
  return file;
}

function limitReached(check: Check, index: number): string | undefined {
  const { limits, deadline } = check;
  if (index >= limits.files) return `only the first ${limits.files} listed files are checked`;
  if (performance.now() < deadline) return tooManyBytes(check);
  return `checking the files before this one took ${limits.withinMs / 1000} seconds`;
}

function tooManyBytes({ bytes, limits }: Check): string | undefined {
  if (bytes <= limits.totalBytes) return undefined;
  return `the listed files have more than ${limits.totalBytes} bytes together, which is the limit`;
}

function whyUnread(error: unknown): string | undefined {
  if (error instanceof UnfitFileError) return reasonOf(error);
  if (!(error instanceof ClarityError)) return undefined;
  const errno = errnoOf(error.cause);
  return `the file cannot be read${errno === undefined ? "" : ` (${errno})`}`;
}

function reasonOf({ expected, received }: UnfitFileError): string {
  return `expected ${expected}, found ${received}`;
}

async function refuseWithoutArtifacts(source: ArtifactSource, caseId: string): Promise<void> {
  const { identities } = await locateCase(source, caseId);
  if (identities.every((identity) => identity === undefined)) throw noSuchCase(caseId);
}

/** A file that was missing may have been added since; it was missing when it was checked. */
async function isUnchanged({ source, caseId, base, identities }: Check): Promise<boolean> {
  const paths = [...identities.keys()];
  if (paths.length === 0) return true;
  const now = await source.identify(
    caseId,
    paths.map((path) => base + path),
  );
  return paths.every((path, index) => identities.get(path) === now[index]);
}
