import * as v from "valibot";
import { recordOf, type ArtifactFile } from "./artifact-record.ts";
import { validated, type ArtifactTexts } from "./artifacts-in.ts";
import { sha256Hex } from "./cache-key.ts";
import { CASE_LIMITS, JSON_LIMITS, readExactJson, type ExactJson } from "./exact-json.ts";
import { fromInexactJson, unreportable } from "./faults.ts";
import type { ChecksumRecord } from "./record.ts";
import { ARTIFACT_SCHEMAS, type ArtifactHashes, type ArtifactName } from "./schemas.ts";

export interface DigestInput {
  readonly caseId: string;
  readonly files: readonly ArtifactFile[];
  /** The bytes of `checksums.json`; absent when the case has none. */
  readonly checksums?: Uint8Array | undefined;
  /** The cost of this case's artifacts that were digested before. */
  readonly spent?: number;
}

export interface Digest {
  readonly hashes: ArtifactHashes;
  readonly texts: ArtifactTexts;
  /** What the evaluation's own checksums say about these artifacts. */
  readonly record: ChecksumRecord;
  /** The total cost of the artifacts so far, including those digested before (`JSON_LIMITS`). */
  readonly cost: number;
}

/**
 * Checks and hashes artifacts, here or in another thread. The bytes are transferred, so the caller must not use
 * them afterwards.
 */
export type DigestArtifacts = (input: DigestInput) => Promise<Digest>;

/**
 * Checks artifacts and hashes their canonical JSON. Pure; takes seconds for the largest artifacts.
 *
 * @throws ClarityError `unreportable_case`
 */
export function digest({ caseId, files, checksums, spent = 0 }: DigestInput): Digest {
  let cost = spent;
  const texts: Partial<Record<ArtifactName, string>> = {};
  const hashes: Partial<Record<ArtifactName, string>> = {};
  for (const { name, file, body } of files) {
    const json = exactJson(caseId, file, body);
    cost += json.cost;
    refuseCostlyCase(caseId, file, cost);
    const artifact = validatedShape(caseId, file, ARTIFACT_SCHEMAS[name], json);
    if (name === "manifest") refuseAnotherCase(caseId, file, artifact);
    texts[name] = json.canonical;
    hashes[name] = sha256Hex(json.canonical);
  }
  return { hashes, texts, record: recordOf(checksums, files), cost };
}

/** @throws ClarityError `unreportable_case` when the artifacts together have too many parts */
function refuseCostlyCase(caseId: string, file: string, cost: number): void {
  if (cost <= CASE_LIMITS.cost) return;
  throw unreportable(caseId, {
    file,
    pointer: "",
    expected: `a count of at most ${CASE_LIMITS.cost} in all artifacts of the case together (each value counts 1, each object, list, text and name of a member ${JSON_LIMITS.costOfPart})`,
    received: `${cost} in this artifact and those before it`,
    advice: "Make the maps coarser, or divide the evaluation into several cases.",
  });
}

/** The canonical JSON of a file's bytes. @throws ClarityError `unreportable_case` */
export function canonicalText(caseId: string, file: string, body: Uint8Array): string {
  return exactJson(caseId, file, body).canonical;
}

function exactJson(caseId: string, file: string, body: Uint8Array): ExactJson {
  try {
    return readExactJson(body);
  } catch (error) {
    throw fromInexactJson(caseId, file, error);
  }
}

/** Checks an artifact without parsing its canonical JSON, which is only needed to describe a fault. */
function validatedShape<S extends v.GenericSchema>(
  caseId: string,
  file: string,
  schema: S,
  { shape, canonical }: ExactJson,
): v.InferOutput<S> {
  const result = v.safeParse(schema, shape, { abortEarly: true });
  return result.success ? result.output : validated(caseId, file, schema, canonical);
}

/** @throws ClarityError `unreportable_case` when the manifest belongs to another case */
function refuseAnotherCase(caseId: string, file: string, manifest: object): void {
  const received = "case_id" in manifest ? manifest.case_id : undefined;
  if (received === undefined || received === caseId) return;
  throw unreportable(caseId, {
    file,
    pointer: "/case_id",
    expected: `"${caseId}", the name of the case's folder`,
    received: JSON.stringify(received),
  });
}
