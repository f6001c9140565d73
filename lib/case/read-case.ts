import * as v from "valibot";
import { ClarityError } from "../errors.ts";
import { ObjectTooLargeError, type ArtifactSource, type StoredObject } from "../store/contract.ts";
import { sha256Hex } from "./cache-key.ts";
import { canonicalJson } from "./canonical-json.ts";
import { MAX_ARTIFACT_BYTES, parseExactJson } from "./exact-json.ts";
import { fromInexactJson, fromSchemaIssue, unreportable } from "./faults.ts";
import {
  ARTIFACTS,
  ARTIFACT_SCHEMAS,
  type ArtifactHashes,
  type ArtifactName,
  type CaseArtifacts,
} from "./schemas.ts";

const READ_ATTEMPTS = 3;

/** One state that the case was in: all four artifacts as they stood together at one moment. */
export interface CaseSnapshot {
  readonly artifacts: CaseArtifacts;
  readonly hashes: ArtifactHashes;
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
  for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
    const objects = await Promise.all(
      ARTIFACTS.map(async (name) => await readArtifact(source, caseId, name)),
    );
    const identities = await identifyCase(source, caseId);
    const settled = objects.every((object, index) => object?.identity === identities[index]);
    if (settled) return snapshotOf(caseId, objects);
  }
  throw new ClarityError(
    "case_unsettled",
    `Case ${caseId} changed while it was read, ${READ_ATTEMPTS} times in a row. Try again when it is complete.`,
    { retryAfterSeconds: 1, details: { case_id: caseId } },
  );
}

/** The identities that the four artifacts have now, in the order of `ARTIFACTS`; undefined where absent. */
export async function identifyCase(
  source: ArtifactSource,
  caseId: string,
): Promise<(string | undefined)[]> {
  return await Promise.all(
    ARTIFACTS.map(async (name) => await source.identify(`${caseId}/${fileOf(name)}`)),
  );
}

function fileOf(name: ArtifactName): string {
  return `${name}.json`;
}

async function readArtifact(
  source: ArtifactSource,
  caseId: string,
  name: ArtifactName,
): Promise<StoredObject | undefined> {
  const file = fileOf(name);
  try {
    return await source.get(`${caseId}/${file}`, { maxBytes: MAX_ARTIFACT_BYTES });
  } catch (error) {
    if (!(error instanceof ObjectTooLargeError)) throw error;
    const expected = `at most ${MAX_ARTIFACT_BYTES} bytes (16 MiB)`;
    const received = `${error.size} bytes`;
    throw unreportable(caseId, { file, pointer: "", expected, received }, error);
  }
}

function snapshotOf(caseId: string, objects: readonly (StoredObject | undefined)[]): CaseSnapshot {
  if (objects.every((object) => object === undefined)) {
    throw new ClarityError(
      "not_found",
      `There is no case ${caseId}: none of its artifacts is there. GET /report/cases lists the cases.`,
      { details: { case_id: caseId } },
    );
  }
  const texts = perArtifact((name, index) => canonicalText(caseId, name, objects[index]));
  return {
    artifacts: validated(caseId, texts),
    hashes: perArtifact((name) => sha256Hex(texts[name])),
    identities: objects.map((object) => object?.identity ?? ""),
  };
}

function perArtifact<T>(make: (name: ArtifactName, index: number) => T): Record<ArtifactName, T> {
  return {
    manifest: make("manifest", 0),
    metrics: make("metrics", 1),
    overlay_bundle: make("overlay_bundle", 2),
    robustness_surface: make("robustness_surface", 3),
  };
}

function canonicalText(caseId: string, name: ArtifactName, object: StoredObject | undefined) {
  const file = fileOf(name);
  if (object === undefined) {
    throw unreportable(caseId, { file, pointer: "", expected: "a file", received: "none" });
  }
  try {
    return canonicalJson(parseExactJson(object.body));
  } catch (error) {
    throw fromInexactJson(caseId, file, error);
  }
}

function validated(caseId: string, texts: Readonly<Record<ArtifactName, string>>): CaseArtifacts {
  const check = <S extends v.GenericSchema>(name: ArtifactName, schema: S): v.InferOutput<S> => {
    const result = v.safeParse(schema, JSON.parse(texts[name]), { abortEarly: true });
    if (result.success) return result.output;
    throw fromSchemaIssue(caseId, fileOf(name), result.issues[0]);
  };
  const artifacts = {
    manifest: check("manifest", ARTIFACT_SCHEMAS.manifest),
    metrics: check("metrics", ARTIFACT_SCHEMAS.metrics),
    overlay_bundle: check("overlay_bundle", ARTIFACT_SCHEMAS.overlay_bundle),
    robustness_surface: check("robustness_surface", ARTIFACT_SCHEMAS.robustness_surface),
  };
  refuseAnotherCase(caseId, artifacts.manifest.case_id);
  return artifacts;
}

function refuseAnotherCase(caseId: string, received: string): void {
  if (received === caseId) return;
  const file = fileOf("manifest");
  const expected = `"${caseId}", the name of the case's folder`;
  throw unreportable(caseId, { file, pointer: "/case_id", expected, received: `"${received}"` });
}
