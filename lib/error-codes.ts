import { ADVICE, type ErrorCode, isErrorCode } from "./error-advice.ts";

export { type ErrorCode, isErrorCode };

interface Facts {
  readonly status: number;
  readonly title: string;
  /** When it occurs, for docs/errors.md. */
  readonly when: string;
  /** What a program that calls the API can do, besides the advice. */
  readonly client?: string;
}

/** The facts about an error code, which are the same for every case. */
interface ErrorCodeFacts extends Facts {
  readonly advice: string;
}

/**
 * The facts about every error code, besides its advice. Problem details, the OpenAPI description and docs/errors.md
 * derive from this table.
 */
const FACTS: Readonly<Record<ErrorCode, Facts>> = {
  invalid_request: {
    status: 400,
    title: "The request is malformed",
    when: "The body is not JSON, an id in the path or a parameter of the query is malformed, or the event is not an HTTP request.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    when: "There is no such route, case or stored report.",
    client: "`GET /report/cases` lists the cases; `POST /report/generate` makes a report.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    when: "The path does not support the method.",
    client: "`Allow` lists the methods.",
  },
  // The cache decides this: `lib/cache/claims.ts`.
  in_progress: {
    status: 409,
    title: "The report is being rendered",
    when: "A conflict: another request or process is rendering the same report now.",
    client: "Or send `Prefer: wait=20`.",
  },
  body_too_large: {
    status: 413,
    title: "Request body too large",
    when: "The body is larger than 64 KiB.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported media type",
    when: "The request does not declare its body as JSON.",
    client: "Send `content-type: application/json`.",
  },
  answer_too_large: {
    status: 422,
    title: "The response is too large",
    when: "Deployed, the response is larger than a function can send (6 MB). Reports are redirected instead.",
    client: "Send `Accept-Encoding: gzip`.",
  },
  invalid_body: {
    status: 422,
    title: "Request body does not match the schema",
    when: "The body does not match the schema. `member` and `expected` say where and why.",
  },
  unreportable_case: {
    status: 422,
    title: "The case cannot be reported",
    when: "An artifact is missing, is not JSON, does not match its schema, is too large, or cannot be read exactly. `file`, `pointer`, `expected` and `received` say where and why, with `line` and `column` if known.",
  },
  internal: {
    status: 500,
    title: "Internal error",
    when: "A bug in the service. The log has the details under `request_id`.",
  },
  slots_exhausted: {
    status: 500,
    title: "All stored copies are damaged",
    when: "All four stored copies of a report are damaged.",
    client: "The operator erases them with `clarity cache erase <key>`.",
  },
  case_unsettled: {
    status: 503,
    title: "The case changed while it was read",
    when: "The case changed during three reads in a row.",
  },
  held_off: {
    status: 503,
    title: "Rendering failed too often",
    when: "Several renders of the case failed, crashed or could not be stored. The next one is delayed.",
    client: "In the log, look for `render_failed`, crashes and store errors.",
  },
  misconfigured: {
    status: 503,
    title: "The service is misconfigured",
    when: "A setting is invalid (the service does not start and says which one), or the files of the service were replaced by a newer build while it ran.",
    client: "`docs/configuration.md` describes the settings.",
  },
  no_capacity: {
    status: 503,
    title: "No capacity",
    when: "All render permits were taken for 20 s (or for the time the client asked to wait), too little time is left in the invocation, the case needs more memory than is available, or a search or sort could not read all cases in 20 s.",
  },
  store_unavailable: {
    status: 503,
    title: "The store is unavailable",
    when: "The store or the folder of cases cannot be reached, read or written.",
    client: "The operator corrects what `detail` names.",
  },
  store_untrusted: {
    status: 503,
    title: "The store is not trustworthy",
    when: "The store overwrote an object that already existed.",
  },
};

/** Every code, in the order of the table. */
export const ERROR_CODES: readonly ErrorCode[] = Object.keys(FACTS).filter(isErrorCode);

export function factsOf(code: ErrorCode): ErrorCodeFacts {
  return { ...FACTS[code], advice: ADVICE[code] };
}

/** The `type` of a code's problem details. */
export function problemType<C extends ErrorCode>(code: C): `urn:clarity:problem:${C}` {
  return `urn:clarity:problem:${code}`;
}
