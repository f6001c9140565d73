/** The facts about an error code, which are the same for every case. */
interface ErrorCodeFacts {
  readonly status: number;
  readonly title: string;
  /** When it occurs, for docs/errors.md. */
  readonly when: string;
  /** What the reader of a page, a document or a terminal can do. */
  readonly advice: string;
  /** What a program that calls the API can do in addition. */
  readonly client?: string;
}

/**
 * Every error code, once. Problem details, the OpenAPI description, docs/errors.md and the console derive from
 * this table. The console's page contains it, so this module imports nothing.
 */
const ERRORS = {
  invalid_request: {
    status: 400,
    title: "The request is malformed",
    when: "The body is not JSON, an id in the path or a parameter of the query is malformed, or the event is not an HTTP request.",
    advice: "Correct the request.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    when: "There is no such route, case or stored report.",
    advice: "Look for the case in the list of cases.",
    client: "`GET /report/cases` lists the cases; `POST /report/generate` makes a report.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    when: "The path does not support the method.",
    advice: "Use a method that the path supports.",
    client: "`Allow` lists the methods.",
  },
  // The cache decides this: `lib/cache/claims.ts`.
  in_progress: {
    status: 409,
    title: "The report is being rendered",
    when: "A conflict: another request or process is rendering the same report now.",
    advice: "Try again in a moment: the other render may have finished.",
    client: "Or send `Prefer: wait=20`.",
  },
  body_too_large: {
    status: 413,
    title: "Request body too large",
    when: "The body is larger than 64 KiB.",
    advice: "Send a smaller body.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported media type",
    when: "The request does not declare its body as JSON.",
    advice: "Send the body as JSON.",
    client: "Send `content-type: application/json`.",
  },
  answer_too_large: {
    status: 422,
    title: "The response is too large",
    when: "Deployed, the response is larger than a function can send (6 MB). Reports are redirected instead.",
    advice: "Read the artifact in the folder or bucket of cases.",
    client: "Send `Accept-Encoding: gzip`.",
  },
  invalid_body: {
    status: 422,
    title: "Request body does not match the schema",
    when: "The body does not match the schema. `member` and `expected` say where and why.",
    advice: "Correct the request body.",
  },
  unreportable_case: {
    status: 422,
    title: "The case cannot be reported",
    when: "An artifact is missing, is not JSON, does not match its schema, is too large, or cannot be read exactly. `file`, `pointer`, `expected` and `received` say where and why, with `line` and `column` if known.",
    advice: "Ask the producer of this case for a corrected file.",
  },
  internal: {
    status: 500,
    title: "Internal error",
    when: "A bug in the service. The log has the details under `request_id`.",
    advice: "Report it to the operator of the service, with the request id if there is one.",
  },
  slots_exhausted: {
    status: 500,
    title: "All stored copies are damaged",
    when: "All four stored copies of a report are damaged.",
    advice: "Ask the operator to check the disk or bucket, then to erase the damaged copies.",
    client: "The operator erases them with `clarity cache erase <key>`.",
  },
  case_unsettled: {
    status: 503,
    title: "The case changed while it was read",
    when: "The case changed during three reads in a row.",
    advice: "Try again when the evaluation has finished writing the case.",
  },
  held_off: {
    status: 503,
    title: "Rendering failed too often",
    when: "Several renders of the case failed, crashed or could not be stored. The next one is delayed.",
    advice: "Wait, then try again. The operator finds the reason in the log.",
    client: "In the log, look for `render_failed`, crashes and store errors.",
  },
  misconfigured: {
    status: 503,
    title: "The service is misconfigured",
    when: "A setting is invalid (the service does not start and says which one), or the files of the service were replaced by a newer build while it ran.",
    advice: "Ask the operator to correct the setting, or to restart the service.",
    client: "`docs/configuration.md` describes the settings.",
  },
  no_capacity: {
    status: 503,
    title: "No capacity",
    when: "All render permits were taken for 20 s (or for the time the client asked to wait), too little time is left in the invocation, the case needs more memory than is available, or a search or sort could not read all cases in 20 s.",
    advice: "Try again in a moment.",
  },
  store_unavailable: {
    status: 503,
    title: "The store is unavailable",
    when: "The store or the folder of cases cannot be reached, read or written.",
    advice: "Try again in a moment. If it fails again, report it to the operator.",
    client: "The operator corrects what `detail` names.",
  },
  store_untrusted: {
    status: 503,
    title: "The store is not trustworthy",
    when: "The store overwrote an object that already existed.",
    advice: "Report this to the operator: the store does not support create-only writes.",
  },
} as const satisfies Readonly<Record<string, ErrorCodeFacts>>;

export type ErrorCode = keyof typeof ERRORS;

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}

/** Every code, in the order of the table. */
export const ERROR_CODES: readonly ErrorCode[] = Object.keys(ERRORS).filter(isErrorCode);

/** The facts about a code, typed for all codes alike. */
export function factsOf(code: ErrorCode): ErrorCodeFacts {
  return ERRORS[code];
}

/** The `type` of a code's problem details. */
export function problemType<C extends ErrorCode>(code: C): `urn:clarity:problem:${C}` {
  return `urn:clarity:problem:${code}`;
}
