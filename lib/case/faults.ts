import type * as v from "valibot";
import { ClarityError } from "../errors.ts";
import { InexactJsonError } from "./exact-json.ts";
import { toPointer } from "./json-scan.ts";

const SHOWN_CHARACTERS = 60;

interface ArtifactFault {
  /** File name within the case. */
  readonly file: string;
  /** Where in the file, as a JSON Pointer (RFC 6901); "" is the whole document. */
  readonly pointer: string;
  readonly expected: string;
  readonly received: string;
}

/** A 422 that says which file, where in it, what was expected and what was there. */
export function unreportable(caseId: string, fault: ArtifactFault, cause?: unknown): ClarityError {
  const where = fault.pointer === "" ? fault.file : `${fault.file} at ${fault.pointer}`;
  return new ClarityError(
    "unreportable_case",
    `Case ${caseId} cannot be reported: ${where}: expected ${fault.expected}, found ${fault.received}.`,
    { cause, details: { case_id: caseId, ...fault } },
  );
}

export function fromInexactJson(caseId: string, file: string, error: unknown): unknown {
  if (!(error instanceof InexactJsonError)) return error;
  const { pointer, expected, received } = error;
  return unreportable(caseId, { file, pointer, expected, received }, error);
}

export function fromSchemaIssue(
  caseId: string,
  file: string,
  issue: v.BaseIssue<unknown>,
): ClarityError {
  const pointer = toPointer((issue.path ?? []).map(({ key }) => String(key)));
  return unreportable(caseId, {
    file,
    pointer,
    expected: expectedBy(issue),
    received: shown(issue),
  });
}

/** Our own validations carry their expectation as the message; a type is named by the schema. */
function expectedBy(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === "validation" || issue.expected === null) return issue.message;
  return issue.expected.startsWith('"') ? "this member" : issue.expected.toLowerCase();
}

/** What was there, short enough to print. */
function shown(issue: v.BaseIssue<unknown>): string {
  const { input } = issue;
  if (input === undefined) return "nothing";
  if (Array.isArray(input)) return `an array of ${input.length}`;
  if (typeof input === "object" && input !== null) return "an object";
  const text = JSON.stringify(input);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
