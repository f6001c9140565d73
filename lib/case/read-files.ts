import { ClarityError } from "../errors.ts";
import { UnfitFileError, type ArtifactSource, type CaseFile } from "../store/contract.ts";
import { Turns } from "../store/file/turns.ts";
import { locate, locateEach, type Base, type Located } from "./case-layout.ts";
import { CHECKSUMS_FILE } from "./checksums.ts";
import { MAX_ARTIFACT_BYTES } from "./artifact-size.ts";
import { CASE_LIMITS } from "./exact-json.ts";
import { unreportable } from "./faults.ts";
import { required } from "../required.ts";

/** The number of attempts to read files that change meanwhile. */
export const READ_ATTEMPTS = 3;

/** Each case may have 8 files of 16 MiB, and all of them are in memory while it is read. */
const CASES_AT_ONCE = 2;
const turns = new Turns(CASES_AT_ONCE);

/** Files of a case as they were together at one moment, in the requested order. */
export interface FilesTogether extends Located {
  readonly files: readonly (CaseFile | undefined)[];
}

/** The outcome of reading files that were found. */
type Reading<T> =
  | { readonly done: true; readonly value: T }
  /** They changed meanwhile. */
  | { readonly done: false; readonly now: Located };

/**
 * Reads files of a case, each once, and makes a value of them. If one of them changed between the first and the
 * last check, all are read again.
 *
 * @param names without their base, such as `manifest.json`
 * @param found what `locate` has just returned for these names, to save looking again
 * @throws ClarityError `case_unsettled` (changed during three attempts), `unreportable_case` (over 16 MiB, or
 *   not a regular file), `store_unavailable`
 */
export async function readTogether<T>(
  source: ArtifactSource,
  caseId: string,
  names: readonly string[],
  make: (together: FilesTogether) => Promise<T>,
  found?: Located,
): Promise<T> {
  let located = found ?? (await locate(source, caseId, names));
  for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
    const reading = await readLocated({ source, caseId, names, located }, make);
    if (reading.done) return reading.value;
    located = reading.now;
  }
  throw caseUnsettled(caseId);
}

interface LocatedFiles {
  readonly source: ArtifactSource;
  readonly caseId: string;
  readonly names: readonly string[];
  readonly located: Located;
}

/**
 * As `readTogether`, in one attempt at the files that were found.
 *
 * @throws ClarityError `unreportable_case`, `store_unavailable`
 */
export async function readLocated<T>(
  wanted: LocatedFiles,
  make: (together: FilesTogether) => Promise<T>,
): Promise<Reading<T>> {
  return await turns.run(async () => {
    const { located } = wanted;
    const files = await readPresent(wanted);
    const now = await locateAgain(wanted);
    const same = now.base === located.base && haveIdentities(files, now.identities);
    return same ? { done: true, value: await make({ ...now, files }) } : { done: false, now };
  });
}

/** Compared with what was read, so that the quick way is enough. */
async function locateAgain({ source, caseId, names, located }: LocatedFiles): Promise<Located> {
  const quick = await locateEach(source, [caseId], names);
  return quick.get(caseId) ?? (await locate(source, caseId, names, located.base));
}

/** The files that were found; undefined for a file that does not exist. */
async function readPresent({ source, caseId, names, located }: LocatedFiles) {
  const { base, identities } = located;
  const present = names.filter((_, index) => identities[index] !== undefined);
  const record = identities[names.indexOf(CHECKSUMS_FILE)];
  const read = await readFit(source, caseId, base, present, record);
  refuseLargeCase(caseId, present, read);
  return names.map((name) => read[present.indexOf(name)]);
}

/** @throws ClarityError `unreportable_case` */
function refuseLargeCase(
  caseId: string,
  names: readonly string[],
  files: readonly (CaseFile | undefined)[],
): void {
  const sizes = files.map((file) => file?.body.length ?? 0);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= CASE_LIMITS.bytes) return;
  throw unreportable(caseId, {
    file: required(names[sizes.indexOf(Math.max(...sizes))], "every file has a name"),
    pointer: "",
    expected: `at most ${CASE_LIMITS.bytes} bytes in all artifacts of the case together`,
    received: `${total} bytes, of which this file has the most`,
    advice: "Make the maps coarser, or divide the evaluation into several cases.",
  });
}

async function readFit(
  source: ArtifactSource,
  caseId: string,
  base: Base,
  names: readonly string[],
  record: string | undefined,
): Promise<(CaseFile | undefined)[]> {
  try {
    const paths = names.map((name) => base + name);
    return await source.read(caseId, paths, { maxBytes: MAX_ARTIFACT_BYTES });
  } catch (error) {
    if (!(error instanceof UnfitFileError)) throw error;
    const { file, expected, received } = error;
    if (file === base + CHECKSUMS_FILE && record !== undefined && names.length > 1) {
      // An unreadable record of checksums is a state of the case, not an error, so treat it as empty.
      const others = names.filter((name) => name !== CHECKSUMS_FILE);
      const read = await readFit(source, caseId, base, others, undefined);
      const unfit = { body: new Uint8Array(), identity: record };
      return names.map((name) => (name === CHECKSUMS_FILE ? unfit : read[others.indexOf(name)]));
    }
    throw unreportable(caseId, { file, pointer: "", expected, received }, error);
  }
}

/** Whether the files that were read have these identities, and a file without an identity is absent. */
function haveIdentities(
  files: readonly (CaseFile | undefined)[],
  identities: readonly (string | undefined)[],
): boolean {
  return files.every((file, index) => file?.identity === identities[index]);
}

export function caseUnsettled(caseId: string): ClarityError {
  return new ClarityError("case_unsettled", undefined, {
    retryAfterSeconds: 1,
    details: { case_id: caseId },
  });
}
