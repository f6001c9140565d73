/**
 * What may go wrong, as one hierarchy. Every error has a stable `code` (docs/errors.md lists them all),
 * the HTTP status it maps to, and the `cause` it came from. A message states what was expected, what was
 * there and what to do, and never names a path, bucket or stack of the machine.
 */
export const ERROR_CODES = {
  invalid_request: 400,
  not_found: 404,
  method_not_allowed: 405,
  in_progress: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  answer_too_large: 422,
  invalid_body: 422,
  unreportable_case: 422,
  internal: 500,
  slots_exhausted: 500,
  case_unsettled: 503,
  held_off: 503,
  misconfigured: 503,
  no_capacity: 503,
  store_unavailable: 503,
  store_untrusted: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_CODES;

interface ErrorOptions {
  cause?: unknown;
  /** Whole seconds after which trying again makes sense; sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** What else helps the caller to act; sent as members of the problem details. */
  details?: Readonly<Record<string, unknown>>;
}

export class ClarityError extends Error {
  override readonly name: string = "ClarityError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = ERROR_CODES[code];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details ?? {};
  }
}
