import type * as v from "valibot";
import { ClarityError } from "../errors.ts";
import { InexactJsonError } from "./exact-json.ts";
import type { TextPosition } from "./json/text-position.ts";
import { toPointer } from "./json-scan.ts";
import { shown, shownPointer } from "./shown-value.ts";

interface ArtifactFault {
  /** File name within the case. */
  readonly file: string;
  /** Where in the file, as a JSON Pointer (RFC 6901); "" is the whole document. */
  readonly pointer: string;
  readonly expected: string;
  readonly received: string;
  /** Where in the file's text, where that is known. */
  readonly position?: TextPosition | undefined;
  /** The text around the position. */
  readonly near?: string | undefined;
  /** What to do, as sentences. */
  readonly advice?: string | undefined;
}

/** A 422 that states the file, the place, the expected and the received value, and what to do. */
export function unreportable(caseId: string, fault: ArtifactFault, cause?: unknown): ClarityError {
  const { file, expected, received, position, near, advice } = fault;
  const pointer = shownPointer(fault.pointer);
  return new ClarityError("unreportable_case", undefined, {
    cause,
    details: { case_id: caseId, file, pointer, ...position, expected, received },
    facts: {
      ...(near === undefined ? {} : { near }),
      ...(advice === undefined ? {} : { advice }),
    },
  });
}

export function fromInexactJson(caseId: string, file: string, error: unknown): unknown {
  if (!(error instanceof InexactJsonError)) return error;
  return unreportable(caseId, { file, ...error.fault }, error);
}

export function fromSchemaIssue(
  caseId: string,
  file: string,
  issue: v.BaseIssue<unknown>,
): ClarityError {
  return unreportable(caseId, { file, ...faultOf(issue) });
}

function faultOf(issue: v.BaseIssue<unknown>): Omit<ArtifactFault, "file"> {
  const path = issue.path ?? [];
  const last = path.at(-1);
  if (isMissing(issue) && Array.isArray(last?.input)) {
    // To valibot an array is an object too, one that lacks the members.
    return {
      pointer: pointerTo(path.slice(0, -1)),
      expected: "an object",
      received: shown(last.input),
    };
  }
  return { pointer: pointerTo(path), expected: expectedBy(issue), received: receivedBy(issue) };
}

function pointerTo(path: readonly v.IssuePathItem[]): string {
  return toPointer(path.map(({ key }) => String(key)));
}

/** The schema of the object names a missing member in quotes, as a literal names its value. */
function isMissing(issue: v.BaseIssue<unknown>): boolean {
  const named = issue.kind === "schema" && issue.expected?.startsWith('"') === true;
  return named && issue.type.endsWith("object");
}

/** Our own validations state what they expect as the message; for a type, the schema names it. */
function expectedBy(issue: v.BaseIssue<unknown>): string {
  if (issue.kind !== "schema" || issue.expected === null) return issue.message;
  if (isMissing(issue)) return "a member of this name";
  const types = issue.expected.replace(/^\((.*)\)$/, "$1").split(" | ");
  return types.map((type) => TYPES_IN_WORDS[type] ?? type).join(" or ");
}

const TYPES_IN_WORDS: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  Object: "an object",
  Array: "an array",
};

function receivedBy(issue: v.BaseIssue<unknown>): string {
  return isMissing(issue) ? "none" : shown(issue.input);
}
