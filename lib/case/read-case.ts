import { ClarityError } from "../errors.ts";
import type { ArtifactSource, StoredObject } from "../store/contract.ts";
import { sha256Hex } from "./cache-key.ts";
import {
  canonicalText,
  identifyFiles,
  readTogether,
  refuseAnotherCase,
  validated,
} from "./read-files.ts";
import {
  ARTIFACTS,
  ARTIFACT_SCHEMAS,
  fileOf,
  type ArtifactHashes,
  type ArtifactName,
  type CaseArtifacts,
} from "./schemas.ts";

const FILES = ARTIFACTS.map(fileOf);

/** One state that the case was in: all four artifacts as they stood together at one moment. */
export interface CaseSnapshot {
  readonly artifacts: CaseArtifacts;
  readonly hashes: ArtifactHashes;
  /** The canonical JSON of each artifact: what was hashed. */
  readonly texts: Readonly<Record<ArtifactName, string>>;
  /** The identity of each artifact, in the order of `ARTIFACTS`. */
  readonly identities: readonly string[];
}

/**
 * Reads a case. Each artifact is read once and drawn from what was hashed: its canonical JSON, parsed
 * again. When an artifact changed between the first and the last read, all are read again.
 *
 * @throws ClarityError `not_found`, `unreportable_case`, `case_unsettled` (changed during three attempts),
 *   `store_unavailable`
 */
export async function readCase(source: ArtifactSource, caseId: string): Promise<CaseSnapshot> {
  const { objects } = await readTogether(source, caseId, FILES);
  return snapshotOf(caseId, objects);
}

/** The identities that the four artifacts have now, in the order of `ARTIFACTS`; undefined where absent. */
export async function identifyCase(
  source: ArtifactSource,
  caseId: string,
): Promise<(string | undefined)[]> {
  return await identifyFiles(source, caseId, FILES);
}

function snapshotOf(caseId: string, objects: readonly (StoredObject | undefined)[]): CaseSnapshot {
  if (objects.every((object) => object === undefined)) throw noSuchCase(caseId);
  const texts = perArtifact((name, index) => canonicalText(caseId, fileOf(name), objects[index]));
  return {
    artifacts: artifactsIn(caseId, texts),
    hashes: perArtifact((name) => sha256Hex(texts[name])),
    texts,
    identities: objects.map((object) => object?.identity ?? ""),
  };
}

export function noSuchCase(caseId: string): ClarityError {
  return new ClarityError(
    "not_found",
    `There is no case ${caseId}: none of its artifacts is there. GET /report/cases lists the cases.`,
    { details: { case_id: caseId } },
  );
}

function perArtifact<T>(make: (name: ArtifactName, index: number) => T): Record<ArtifactName, T> {
  return {
    manifest: make("manifest", 0),
    metrics: make("metrics", 1),
    overlay_bundle: make("overlay_bundle", 2),
    robustness_surface: make("robustness_surface", 3),
  };
}

function artifactsIn(caseId: string, texts: Readonly<Record<ArtifactName, string>>): CaseArtifacts {
  const check = <N extends ArtifactName>(name: N) =>
    validated(caseId, fileOf(name), ARTIFACT_SCHEMAS[name], texts[name]);
  const artifacts = {
    manifest: check("manifest"),
    metrics: check("metrics"),
    overlay_bundle: check("overlay_bundle"),
    robustness_surface: check("robustness_surface"),
  };
  refuseAnotherCase(caseId, artifacts.manifest.case_id);
  return artifacts;
}
