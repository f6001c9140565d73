import { ERROR_CODES, type ErrorCode } from "../errors.ts";
import { PROBLEM_TITLES, problemType } from "../http/problem.ts";
import { CACHE_KEY, CASE_ID, REQUEST_ID } from "./examples.ts";

const ABOUT_CASE = { case_id: CASE_ID };
const ABOUT_REPORT = { ...ABOUT_CASE, cache_key: CACHE_KEY };

/** What the service says, with what else helps the caller to act. */
const SAID: Readonly<Record<ErrorCode, { detail: string } & Readonly<Record<string, unknown>>>> = {
  invalid_request: {
    detail: 'Expected a JSON body such as {"case_id": "case_001"}, found text that is not JSON.',
  },
  not_found: {
    detail: `There is no case ${CASE_ID}: none of its artifacts is there. GET /report/cases lists the cases.`,
    ...ABOUT_CASE,
  },
  method_not_allowed: { detail: "This path answers POST, not GET.", allow: "POST" },
  in_progress: {
    detail: `The report of case ${CASE_ID} is being rendered now. Try again in a moment, or send "Prefer: wait=20" to wait for it.`,
    ...ABOUT_REPORT,
  },
  body_too_large: { detail: "Expected a body of at most 65536 bytes, found 70000." },
  answer_too_large: {
    detail:
      "The answer has 7340032 bytes, and a deployed service can send 6 MB at most. Ask for it with Accept-Encoding: gzip; if it is too large even so, read it where it is kept.",
  },
  unsupported_media_type: {
    detail: 'Expected "content-type: application/json", found another one.',
  },
  invalid_body: {
    detail: "case_id: expected a member of this name, found none.",
    member: "case_id",
    expected: "a member of this name",
  },
  unreportable_case: {
    detail: `Case ${CASE_ID} cannot be reported: metrics.json at /baseline_metrics/esi: expected a number, found "high".`,
    ...ABOUT_CASE,
    file: "metrics.json",
    pointer: "/baseline_metrics/esi",
    expected: "a number",
    received: '"high"',
  },
  internal: {
    detail: "Something went wrong in the service itself. Tell its operator the request id.",
    request_id: REQUEST_ID,
  },
  slots_exhausted: {
    detail: `All 4 stored results for ${CACHE_KEY} are damaged. Its operator has to look into the store.`,
    ...ABOUT_REPORT,
    request_id: REQUEST_ID,
  },
  case_unsettled: {
    detail: `Case ${CASE_ID} changed while it was read, 3 times in a row. Try again when it is complete.`,
    ...ABOUT_CASE,
  },
  held_off: {
    detail: `Rendering the report of case ${CASE_ID} was begun several times and came to no stored report. The next attempt has to wait.`,
    ...ABOUT_REPORT,
  },
  misconfigured: {
    detail:
      "The renderer or one of its fonts was built again while this process ran, and does not belong to it. Start the process again.",
    ...ABOUT_CASE,
  },
  no_capacity: {
    detail: "All renderers are busy. Nothing was started; try again.",
    ...ABOUT_CASE,
  },
  store_unavailable: {
    detail:
      "The store could not be written: no space is left (ENOSPC). Its operator has to fix this.",
  },
  store_untrusted: {
    detail: "The store created an object that was already there.",
    ...ABOUT_CASE,
  },
};

/** A problem of this code, as it is answered. */
export function problemExample(code: ErrorCode): unknown {
  const title = PROBLEM_TITLES[code];
  return { type: problemType(code), title, status: ERROR_CODES[code], ...SAID[code] };
}
