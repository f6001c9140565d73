import { factsOf, type ErrorCode } from "./error-codes.ts";

export type { ErrorCode } from "./error-codes.ts";

/** Which of several causes an error has that share a code. `lib/service/messages.ts` has a sentence for each. */
export type ErrorReason =
  | "permits_taken"
  | "deadline_near"
  | "thread_not_started"
  | "newer_build"
  | "answers_contradict"
  | "thread_ended";

interface ErrorOptions {
  cause?: unknown;
  reason?: ErrorReason | undefined;
  /** Whole seconds after which a retry makes sense; sent as `Retry-After`. */
  retryAfterSeconds?: number | undefined;
  /** What else helps the caller to act; sent as members of the problem details. */
  details?: Readonly<Record<string, unknown>>;
}

/**
 * The one class of expected failures. Each has a stable `code` (lib/error-codes.ts), the HTTP status of that
 * code, and the `cause`. Inner layers throw a code and data; `messageOf` of lib/service/messages.ts makes the
 * sentence. A layer that writes the message itself says what is wrong, where, and what to do, and never names a
 * path, bucket or stack of the machine.
 */
export class ClarityError extends Error {
  override readonly name: string = "ClarityError";
  readonly code: ErrorCode;
  readonly status: number;
  /** False when `message` is only the title of the code. */
  readonly hasOwnMessage: boolean;
  readonly reason: ErrorReason | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message?: string, options: ErrorOptions = {}) {
    const cause = options.cause === undefined ? undefined : { cause: options.cause };
    super(message ?? titleOf(code, options.reason), cause);
    this.code = code;
    this.status = factsOf(code).status;
    this.hasOwnMessage = message !== undefined;
    this.reason = options.reason;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details ?? {};
  }

  /** The same error with more details; those that it already has stay. */
  withDetails(details: Readonly<Record<string, unknown>>): ClarityError {
    return new ClarityError(this.code, this.hasOwnMessage ? this.message : undefined, {
      cause: this,
      reason: this.reason,
      retryAfterSeconds: this.retryAfterSeconds,
      details: { ...details, ...this.details },
    });
  }
}

function titleOf(code: ErrorCode, reason: ErrorReason | undefined): string {
  const { title } = factsOf(code);
  return reason === undefined ? title : `${title} (${reason})`;
}
