import { ClarityError, type ErrorCode } from "../errors.ts";

/** Answers that must not be kept: a moment later they may be wrong. */
export const NOT_STORED: ReadonlySet<number> = new Set([404, 409, 503]);

/** What a problem is identified by. */
export function problemType<C extends ErrorCode>(code: C): `urn:clarity:problem:${C}` {
  return `urn:clarity:problem:${code}`;
}

/**
 * An error as RFC 9457 problem details. `type` names the code, which docs/errors.md explains. What is not
 * a `ClarityError` is a bug: a 500 that shows nothing but the request's id, under which it was logged.
 */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = error instanceof ClarityError ? error : internal(error);
  const { code, status, message, details, retryAfterSeconds } = known;
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (NOT_STORED.has(status)) headers.set("cache-control", "no-store");
  if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
  const problem = {
    type: problemType(code),
    title: PROBLEM_TITLES[code],
    status,
    detail: message,
    ...details,
    ...(status === 500 ? { request_id: requestId } : {}),
  };
  return new Response(JSON.stringify(problem), { status, headers });
}

function internal(cause: unknown): ClarityError {
  const message = "Something went wrong in the service itself. Tell its operator the request id.";
  return new ClarityError("internal", message, { cause });
}

export const PROBLEM_TITLES: Readonly<Record<ErrorCode, string>> = {
  answer_too_large: "The answer is too large",
  body_too_large: "The request body is too large",
  case_unsettled: "The case changed while it was read",
  held_off: "Rendering failed too often",
  in_progress: "The report is being rendered",
  internal: "Internal error",
  invalid_body: "The request body does not fit",
  invalid_request: "The request is malformed",
  method_not_allowed: "The method is not allowed here",
  misconfigured: "The service is misconfigured",
  no_capacity: "No capacity",
  not_found: "Not found",
  slots_exhausted: "All stored copies are damaged",
  store_unavailable: "The store is unavailable",
  store_untrusted: "The store is not trustworthy",
  unreportable_case: "The case cannot be reported",
  unsupported_media_type: "The media type is not supported",
};
