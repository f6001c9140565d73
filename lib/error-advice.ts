/**
 * Every error code, with what the reader of a page, a document or a terminal can do. The rest of the facts is in
 * lib/error-codes.ts: the list and the cases of the console show only this, so they load only this.
 */
export const ADVICE = {
  invalid_request: "Correct the request.",
  not_found: "Look for the case in the list of cases.",
  method_not_allowed: "Use a method that the path supports.",
  in_progress: "Try again in a moment: the other render may have finished.",
  body_too_large: "Send a smaller body.",
  unsupported_media_type: "Send the body as JSON.",
  answer_too_large: "Read the artifact in the folder or bucket of cases.",
  invalid_body: "Correct the request body.",
  unreportable_case: "Ask the producer of this case for a corrected file.",
  internal: "Report it to the operator of the service, with the request id if there is one.",
  slots_exhausted:
    "Ask the operator to check the disk or bucket, then to erase the damaged copies.",
  case_unsettled: "Try again when the evaluation has finished writing the case.",
  held_off: "Wait, then try again. The operator finds the reason in the log.",
  misconfigured: "Ask the operator to correct the setting, or to restart the service.",
  no_capacity: "Try again in a moment.",
  store_unavailable: "Try again in a moment. If it fails again, report it to the operator.",
  store_untrusted: "Report this to the operator: the store does not support create-only writes.",
} as const satisfies Readonly<Record<string, string>>;

export type ErrorCode = keyof typeof ADVICE;

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ADVICE, text);
}
