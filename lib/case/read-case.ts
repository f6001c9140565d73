import { ClarityError } from "../errors.ts";
import type { ArtifactSource } from "../store/contract.ts";
import { locate, type Base, type Located } from "./case-layout.ts";
import { CHECKSUMS_FILE } from "./checksums.ts";
import { digest, type Digest, type DigestArtifacts, type DigestInput } from "./digest.ts";
import type { ArtifactFile } from "./artifact-record.ts";
import { unreportable } from "./faults.ts";
import type { ChecksumRecord } from "./record.ts";
import { readTogether, type FilesTogether } from "./read-files.ts";
import { ARTIFACTS, fileOf, type ArtifactName } from "./schemas.ts";

/** The files that a key depends on, without their base. */
export const FILES: readonly string[] = [...ARTIFACTS.map(fileOf), CHECKSUMS_FILE];

/** One state of the case: its artifacts as they were together at one moment. */
export interface CaseSnapshot extends Digest {
  readonly located: Located;
}

const digestHere: DigestArtifacts = async (input) => await Promise.resolve(digest(input));

/**
 * Reads a case. Each artifact is read once, and the report is drawn from what was hashed: the canonical JSON, parsed
 * again. If an artifact changed between the first and the last read, all artifacts are read again.
 *
 * @param found what `locateCase` has just returned, to save looking again
 * @throws ClarityError `not_found`, `unreportable_case`, `case_unsettled` (changed during three attempts),
 *   `store_unavailable`
 */
export async function readCase(
  source: ArtifactSource,
  caseId: string,
  digestArtifacts: DigestArtifacts = digestHere,
  found?: Located,
): Promise<CaseSnapshot> {
  const make = async (together: FilesTogether) => {
    const files = artifactFiles(ARTIFACTS, together);
    refuseWithoutManifest(caseId, files, together.base);
    const { base, identities } = together;
    const located = { base, identities };
    const checksums = together.files.at(-1)?.body;
    return { ...(await digestEach({ caseId, files, checksums }, digestArtifacts)), located };
  };
  return await readTogether(source, caseId, FILES, make, found);
}

/** Digests artifacts one after the other, because a parsed artifact takes many times the memory of its file. */
async function digestEach(
  { files, ...rest }: DigestInput,
  digestArtifacts: DigestArtifacts,
): Promise<Digest> {
  let all: Digest = { hashes: {}, texts: {}, record: {}, cost: 0 };
  for (const file of files) {
    const one = { ...rest, files: [file], spent: all.cost };
    const { hashes, texts, record, cost } = await digestArtifacts(one);
    all = {
      cost,
      hashes: { ...all.hashes, ...hashes },
      texts: { ...all.texts, ...texts },
      record: joined(all.record, record),
    };
  }
  return all;
}

/** The states of all artifacts, or the state of the whole record. */
function joined(all: ChecksumRecord, one: ChecksumRecord): ChecksumRecord {
  return typeof all === "string" || typeof one === "string" ? one : { ...all, ...one };
}

/** Where the files that the key depends on are now, and their identities. */
export async function locateCase(
  source: ArtifactSource,
  caseId: string,
  expected?: Base,
): Promise<Located> {
  return await locate(source, caseId, FILES, expected);
}

/** The artifacts that exist. @param names in the order in which their files were read */
export function artifactFiles(
  names: readonly ArtifactName[],
  { base, files }: FilesTogether,
): ArtifactFile[] {
  return names.flatMap((name, index) => {
    const body = files[index]?.body;
    return body === undefined ? [] : [{ name, file: base + fileOf(name), body }];
  });
}

/** A folder is a case only with one of the two manifests: other artifacts alone could belong to anything. */
function refuseWithoutManifest(caseId: string, files: readonly ArtifactFile[], base: Base): void {
  if (files.length === 0) throw noSuchCase(caseId);
  if (files.some(({ name }) => name === "manifest" || name === "sweep_manifest")) return;
  throw unreportable(caseId, {
    file: base + fileOf("manifest"),
    pointer: "",
    expected: `this file, or ${fileOf("sweep_manifest")}`,
    received: "neither",
  });
}

export function noSuchCase(caseId: string): ClarityError {
  return new ClarityError("not_found", undefined, { details: { case_id: caseId } });
}
