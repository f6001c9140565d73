import * as v from "valibot";
import { ClarityError } from "../errors.ts";
import { ObjectTooLargeError, type ArtifactSource, type StoredObject } from "../store/contract.ts";
import { canonicalJson } from "./canonical-json.ts";
import { MAX_ARTIFACT_BYTES, parseExactJson } from "./exact-json.ts";
import { fromInexactJson, fromSchemaIssue, unreportable } from "./faults.ts";

/** How often files that change while they are read are read again. */
export const READ_ATTEMPTS = 3;

/** Files of a case as they stood together at one moment, in the order in which they were asked for. */
export interface FilesTogether {
  readonly objects: readonly (StoredObject | undefined)[];
  readonly identities: readonly (string | undefined)[];
}

/**
 * Reads files of a case, each once. When one of them changed between the first and the last read, all are
 * read again.
 *
 * @throws ClarityError `case_unsettled` (changed during three attempts), `unreportable_case` (over 16 MiB),
 *   `store_unavailable`
 */
export async function readTogether(
  source: ArtifactSource,
  caseId: string,
  files: readonly string[],
): Promise<FilesTogether> {
  for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
    const objects = await readFiles(source, caseId, files);
    const identities = await identifyFiles(source, caseId, files);
    if (areThese(objects, identities)) return { objects, identities };
  }
  throw caseUnsettled(caseId);
}

/** The files as they are, one by one; undefined where absent. @throws ClarityError as `readTogether` */
export async function readFiles(
  source: ArtifactSource,
  caseId: string,
  files: readonly string[],
): Promise<(StoredObject | undefined)[]> {
  return await Promise.all(files.map(async (file) => await readOne(source, caseId, file)));
}

/** The identities that the files have now; undefined where absent. */
export async function identifyFiles(
  source: ArtifactSource,
  caseId: string,
  files: readonly string[],
): Promise<(string | undefined)[]> {
  return await Promise.all(files.map(async (file) => await source.identify(`${caseId}/${file}`)));
}

/** Whether what was read has these identities, and is absent where there is none. */
export function areThese(
  objects: readonly (StoredObject | undefined)[],
  identities: readonly (string | undefined)[],
): boolean {
  return objects.every((object, index) => object?.identity === identities[index]);
}

export function caseUnsettled(caseId: string): ClarityError {
  return new ClarityError(
    "case_unsettled",
    `Case ${caseId} changed while it was read, ${READ_ATTEMPTS} times in a row. Try again when it is complete.`,
    { retryAfterSeconds: 1, details: { case_id: caseId } },
  );
}

async function readOne(
  source: ArtifactSource,
  caseId: string,
  file: string,
): Promise<StoredObject | undefined> {
  try {
    return await source.get(`${caseId}/${file}`, { maxBytes: MAX_ARTIFACT_BYTES });
  } catch (error) {
    if (!(error instanceof ObjectTooLargeError)) throw error;
    const expected = `at most ${MAX_ARTIFACT_BYTES} bytes (16 MiB)`;
    const received = `${error.size} bytes`;
    throw unreportable(caseId, { file, pointer: "", expected, received }, error);
  }
}

/** The canonical JSON of a file. @throws ClarityError `unreportable_case` for an absent or inexact one */
export function canonicalText(
  caseId: string,
  file: string,
  object: StoredObject | undefined,
): string {
  if (object === undefined) {
    throw unreportable(caseId, { file, pointer: "", expected: "a file", received: "none" });
  }
  try {
    return canonicalJson(parseExactJson(object.body));
  } catch (error) {
    throw fromInexactJson(caseId, file, error);
  }
}

/** What a canonical JSON text holds, checked. @throws ClarityError `unreportable_case` */
export function validated<S extends v.GenericSchema>(
  caseId: string,
  file: string,
  schema: S,
  text: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, JSON.parse(text), { abortEarly: true });
  if (result.success) return result.output;
  throw fromSchemaIssue(caseId, file, result.issues[0]);
}

/** @throws ClarityError `unreportable_case` when the manifest is another case's */
export function refuseAnotherCase(caseId: string, received: string): void {
  if (received === caseId) return;
  const expected = `"${caseId}", the name of the case's folder`;
  throw unreportable(caseId, {
    file: "manifest.json",
    pointer: "/case_id",
    expected,
    received: `"${received}"`,
  });
}
