import { ClarityError } from "../errors.ts";
import type { ArtifactSource, StoredObject } from "../store/contract.ts";
import { sha256Hex } from "./cache-key.ts";
import { unreportable } from "./faults.ts";
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
  type Artifact,
  type ArtifactHashes,
  type ArtifactName,
  type CaseArtifacts,
} from "./schemas.ts";

const FILES = ARTIFACTS.map(fileOf);

type ArtifactTexts = Readonly<Partial<Record<ArtifactName, string>>>;

/** One state that the case was in: its artifacts as they stood together at one moment. */
export interface CaseSnapshot {
  readonly artifacts: CaseArtifacts;
  readonly hashes: ArtifactHashes;
  /** The canonical JSON of each artifact: what was hashed. */
  readonly texts: ArtifactTexts;
  /** The identity of each artifact, in the order of `ARTIFACTS`; undefined where absent. */
  readonly identities: readonly (string | undefined)[];
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

/** The identities that the artifacts have now, in the order of `ARTIFACTS`; undefined where absent. */
export async function identifyCase(
  source: ArtifactSource,
  caseId: string,
): Promise<(string | undefined)[]> {
  return await identifyFiles(source, caseId, FILES);
}

function snapshotOf(caseId: string, objects: readonly (StoredObject | undefined)[]): CaseSnapshot {
  if (objects.every((object) => object === undefined)) throw noSuchCase(caseId);
  refuseWithoutManifest(caseId, objects);
  const texts: Partial<Record<ArtifactName, string>> = {};
  const hashes: Partial<Record<ArtifactName, string>> = {};
  for (const [index, name] of ARTIFACTS.entries()) {
    const object = objects[index];
    if (object === undefined) continue;
    const text = canonicalText(caseId, fileOf(name), object);
    texts[name] = text;
    hashes[name] = sha256Hex(text);
  }
  const identities = objects.map((object) => object?.identity);
  return { artifacts: artifactsIn(caseId, texts), hashes, texts, identities };
}

/** Either manifest makes a folder a case; without both, the other artifacts could be anything's. */
function refuseWithoutManifest(
  caseId: string,
  objects: readonly (StoredObject | undefined)[],
): void {
  const isThere = (name: ArtifactName) => objects[ARTIFACTS.indexOf(name)] !== undefined;
  if (isThere("manifest") || isThere("sweep_manifest")) return;
  const expected = `a file, or ${fileOf("sweep_manifest")} in its place`;
  const received = "none";
  throw unreportable(caseId, { file: fileOf("manifest"), pointer: "", expected, received });
}

export function noSuchCase(caseId: string): ClarityError {
  return new ClarityError(
    "not_found",
    `There is no case ${caseId}: none of its artifacts is there. GET /report/cases lists the cases.`,
    { details: { case_id: caseId } },
  );
}

function artifactsIn(caseId: string, texts: ArtifactTexts): CaseArtifacts {
  const check = <N extends ArtifactName>(name: N): Artifact<N> | undefined => {
    const text = texts[name];
    if (text === undefined) return undefined;
    return validated(caseId, fileOf(name), ARTIFACT_SCHEMAS[name], text);
  };
  const manifest = check("manifest");
  if (manifest?.case_id !== undefined) refuseAnotherCase(caseId, manifest.case_id);
  return {
    manifest,
    sweep_manifest: check("sweep_manifest"),
    metrics: check("metrics"),
    overlay_bundle: check("overlay_bundle"),
    robustness_surface: check("robustness_surface"),
    monte_carlo_stats: check("monte_carlo_stats"),
    confidence_surface: check("confidence_surface"),
    entropy_surface: check("entropy_surface"),
  };
}
