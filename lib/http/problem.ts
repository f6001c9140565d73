import { factsOf, problemType } from "../error-codes.ts";
import { ClarityError } from "../errors.ts";
import { messageOf } from "../service/messages.ts";

/** Responses that no cache may keep: a moment later they may be wrong. */
export const NOT_STORED: ReadonlySet<number> = new Set([404, 409, 503]);

/**
 * An error as RFC 9457 problem details. `type` names the code, which docs/errors.md explains. What is not
 * a `ClarityError` is a bug: a 500 that shows nothing but the request's id, under which it was logged.
 */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = error instanceof ClarityError ? error : internal(error);
  const { code, status, details, retryAfterSeconds } = known;
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (NOT_STORED.has(status)) headers.set("cache-control", "no-store");
  if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
  const problem = {
    type: problemType(code),
    title: factsOf(code).title,
    status,
    detail: messageOf(known),
    ...details,
    ...(status === 500 ? { request_id: requestId } : {}),
  };
  return new Response(JSON.stringify(problem), { status, headers });
}

function internal(cause: unknown): ClarityError {
  return new ClarityError("internal", undefined, { cause });
}
