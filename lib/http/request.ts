import type { Context } from "hono";
import * as v from "valibot";
import { CASE_ID, CASE_ID_RULE } from "../case/case-id.ts";
import { ClarityError } from "../errors.ts";
import type { AppEnv } from "./app-env.ts";
import { bodyOf } from "./request-body.ts";

const MAX_BODY_BYTES = 64 * 1024;

/**
 * Reads and validates the body. Unknown members are ignored.
 *
 * @throws ClarityError `unsupported_media_type`, `body_too_large`, `invalid_request`, `invalid_body`
 */
export async function readJsonBody<S extends v.GenericSchema>(
  request: Request,
  schema: S,
): Promise<v.InferOutput<S>> {
  refuseOtherMediaTypes(request.headers.get("content-type"));
  const bytes = await bodyOf(request);
  if (bytes.byteLength > MAX_BODY_BYTES) {
    const message = `Expected a body of at most ${MAX_BODY_BYTES} bytes, found ${bytes.byteLength}.`;
    throw new ClarityError("body_too_large", message);
  }
  const body = parse(bytes);
  // An object schema accepts an array and reports every member as missing.
  if (Array.isArray(body)) throw mismatch("the body", "a JSON object", "an array");
  const result = v.safeParse(schema, body, { abortEarly: true });
  if (result.success) return result.output;
  throw invalidBody(result.issues[0]);
}

function refuseOtherMediaTypes(contentType: string | null): void {
  const essence = contentType?.split(";")[0]?.trim().toLowerCase();
  if (essence === "application/json") return;
  const found = essence === undefined || essence === "" ? "none" : "another type";
  const message = `Expected "content-type: application/json", found ${found}.`;
  throw new ClarityError("unsupported_media_type", message);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const message =
      'Expected a JSON body such as {"case_id": "case_001"}, found text that is not JSON.';
    throw new ClarityError("invalid_request", message, { cause });
  }
}

/** Names the fault without repeating the input, which may be long or contain control characters. */
function invalidBody(issue: v.BaseIssue<unknown>): ClarityError {
  const member = issue.path?.map(({ key }) => String(key)).join(".") ?? "the body";
  const expected = issue.kind === "validation" ? issue.message : typeNamed(issue.expected);
  return mismatch(member, expected, issue.input === undefined ? "none" : kindOf(issue.input));
}

function mismatch(member: string, expected: string, found: string): ClarityError {
  const message = `${member}: expected ${expected}, found ${found}.`;
  return new ClarityError("invalid_body", message, { details: { member, expected } });
}

function typeNamed(expected: string | null): string {
  if (expected === null) return "something else";
  return expected.startsWith('"') ? "a member of this name" : `a JSON ${expected.toLowerCase()}`;
}

function kindOf(input: unknown): string {
  if (input === null) return "null";
  if (Array.isArray(input)) return "an array";
  return typeof input === "string" ? "other text" : `a JSON ${typeof input}`;
}

/** The case id in the path. @throws ClarityError `invalid_request` */
export function caseIdIn(context: Context<AppEnv>): string {
  const caseId = context.req.param("caseId");
  if (caseId !== undefined && CASE_ID.test(caseId)) {
    context.set("caseId", caseId);
    return caseId;
  }
  throw malformedPath(`a case id (${CASE_ID_RULE})`);
}

export function malformedPath(expected: string): ClarityError {
  return new ClarityError("invalid_request", `The path is malformed: expected ${expected}.`);
}
