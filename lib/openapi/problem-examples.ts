import { factsOf, problemType, type ErrorCode } from "../error-codes.ts";
import { ClarityError } from "../errors.ts";
import { messageOf } from "../service/messages.ts";
import { CACHE_KEY, CASE_ID, REQUEST_ID } from "./examples.ts";

const ABOUT_CASE = { case_id: CASE_ID };
const ABOUT_REPORT = { ...ABOUT_CASE, cache_key: CACHE_KEY };

interface Example extends Pick<Partial<ClarityError>, "facts" | "reason"> {
  /** For codes whose message is written where the error is thrown. */
  readonly message?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const EXAMPLES: Readonly<Record<ErrorCode, Example>> = {
  invalid_request: {
    message: 'Expected a JSON body such as {"case_id": "case_001"}, found text that is not JSON.',
  },
  not_found: { details: ABOUT_CASE },
  method_not_allowed: {
    message: "This path supports POST, not GET.",
    details: { allow: "POST" },
  },
  in_progress: { details: ABOUT_REPORT },
  body_too_large: { message: "The body has 70000 bytes; at most 65536 are allowed." },
  answer_too_large: {
    message:
      "The response has 7340032 bytes; a deployed service can send 6 MB at most. Send Accept-Encoding: gzip. If the response is still too large, read the artifact where the cases are stored.",
  },
  unsupported_media_type: {
    message: 'Expected "content-type: application/json", found another type.',
  },
  invalid_body: {
    message: "case_id: the member is missing.",
    details: { member: "case_id", expected: "a member of this name" },
  },
  unreportable_case: {
    details: {
      ...ABOUT_CASE,
      file: "metrics.json",
      pointer: "/baseline_metrics/esi",
      expected: "a number",
      received: '"high"',
    },
  },
  internal: {},
  slots_exhausted: { details: ABOUT_REPORT },
  case_unsettled: { details: ABOUT_CASE },
  held_off: { details: ABOUT_REPORT },
  misconfigured: { reason: "newer_build", details: ABOUT_CASE },
  no_capacity: { reason: "permits_taken", details: ABOUT_CASE },
  store_unavailable: {
    reason: "system_error",
    facts: { operation: "written", errorCode: "ENOSPC" },
  },
  store_untrusted: { details: ABOUT_CASE },
};

/** A problem of this code, as a response has it. */
export function problemExample(code: ErrorCode): unknown {
  const { message, reason, facts = {}, details = {} } = EXAMPLES[code];
  const { title, status } = factsOf(code);
  const detail = messageOf(new ClarityError(code, message, { reason, facts, details }));
  const request = status === 500 ? { request_id: REQUEST_ID } : {};
  return { type: problemType(code), title, status, detail, ...details, ...request };
}
