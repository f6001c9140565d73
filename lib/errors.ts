import { factsOf, type ErrorCode } from "./error-codes.ts";

export type { ErrorCode } from "./error-codes.ts";

/** Why a store could not be used. */
export type StoreReason =
  | "system_error"
  | "files_removed"
  | "too_slow"
  | "response_incomplete"
  | "list_repeats"
  | "list_unsorted"
  | "list_unclear"
  | "s3_settings"
  | "s3_refused"
  | "s3_permission"
  | "s3_failed";

/** Why a file that the user named cannot be written or read. */
export type FileReason =
  | "output_is_folder"
  | "output_folder_missing"
  | "output_link_broken"
  | "output_refused"
  | "input_missing"
  | "input_is_folder"
  | "input_is_special"
  | "input_refused";

/** Which of several causes an error has that share a code. `lib/service/messages.ts` has a sentence for each. */
export type ErrorReason =
  | StoreReason
  | FileReason
  | "permits_taken"
  | "deadline_near"
  | "thread_not_started"
  | "cases_unread"
  | "newer_build"
  | "newer_commands"
  | "answers_contradict"
  | "thread_ended"
  | "report_not_stored"
  | "cases_missing"
  | "cases_unlisted"
  | "service_url_invalid"
  | "service_unreachable"
  | "service_busy"
  | "service_refuses"
  | "manifest_differs";

/** What could not be done to the store. Sentences contain these words after "could not be". */
export type StoreOperation =
  | "opened"
  | "read"
  | "written"
  | "listed"
  | "removed"
  | "cleared"
  | "linked to";

/** Data that only the message needs. Problem details do not contain it, unlike `details`. */
export interface ErrorFacts {
  readonly operation?: StoreOperation;
  /** What the operation is of; absent for the store of reports. */
  readonly of?: "case" | "cases";
  /** The error code of the system, of S3 or of HTTP: `ENOSPC`, `NoSuchBucket`, `HTTP 503`. */
  readonly errorCode?: string;
  /** The name of S3's error, which decides what the error means. */
  readonly s3Error?: string;
  /** The permission that the process lacks. */
  readonly permission?: string;
  /** What a response of the store lacks. */
  readonly lacks?: string;
  readonly withinSeconds?: number;
  /** A path as the user or the settings give it. */
  readonly path?: string;
  /** What the user gave in place of a URL. */
  readonly given?: string;
  /** How many of all cases have been read. */
  readonly progress?: { readonly done: number; readonly all: number };
  /** The text of an artifact around its fault. */
  readonly near?: string;
  /** What to do about the fault, as sentences. */
  readonly advice?: string;
}

interface ErrorOptions {
  cause?: unknown;
  reason?: ErrorReason | undefined;
  facts?: ErrorFacts;
  /** Whole seconds after which a retry makes sense; sent as `Retry-After`. */
  retryAfterSeconds?: number | undefined;
  /** What else helps the caller to act; sent as members of the problem details. */
  details?: Readonly<Record<string, unknown>>;
}

/**
 * The one class of expected failures. Each has a stable `code` (lib/error-codes.ts), the HTTP status of that
 * code, and the `cause`. Inner layers throw a code and data; `messageOf` of lib/service/messages.ts makes the
 * sentence. Only the edge (lib/http, lib/commands, lib/config.ts) writes messages itself: what is wrong, where, and
 * what to do. A response never names a path, bucket or stack of the machine.
 */
export class ClarityError extends Error {
  override readonly name: string = "ClarityError";
  readonly code: ErrorCode;
  readonly status: number;
  /** False when `message` is only the title of the code. */
  readonly hasOwnMessage: boolean;
  readonly reason: ErrorReason | undefined;
  readonly facts: ErrorFacts;
  readonly retryAfterSeconds: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message?: string, options: ErrorOptions = {}) {
    const cause = options.cause === undefined ? undefined : { cause: options.cause };
    super(message ?? titleOf(code, options.reason), cause);
    this.code = code;
    this.status = factsOf(code).status;
    this.hasOwnMessage = message !== undefined;
    this.reason = options.reason;
    this.facts = options.facts ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details ?? {};
  }

  /** The same error with more details; those that it already has stay. */
  withDetails(details: Readonly<Record<string, unknown>>): ClarityError {
    return new ClarityError(this.code, this.hasOwnMessage ? this.message : undefined, {
      cause: this,
      reason: this.reason,
      facts: this.facts,
      retryAfterSeconds: this.retryAfterSeconds,
      details: { ...details, ...this.details },
    });
  }
}

function titleOf(code: ErrorCode, reason: ErrorReason | undefined): string {
  const { title } = factsOf(code);
  return reason === undefined ? title : `${title} (${reason})`;
}
