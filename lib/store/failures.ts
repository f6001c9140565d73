import { ClarityError, type ErrorFacts, type StoreOperation, type StoreReason } from "../errors.ts";

/** The system's error code (`ENOENT`, `EACCES`, …), or undefined. */
export function errnoOf(error: unknown): string | undefined {
  if (error instanceof ClarityError) return undefined;
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

/** The system's error that an error wraps, at any depth. */
export function systemErrorOf(error: unknown): Error | undefined {
  let at = error;
  while (at instanceof ClarityError) at = at.cause;
  return at instanceof Error ? at : undefined;
}

const LASTING = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "ELOOP", "ENAMETOOLONG"]);

/** Whether the store failed for a reason that persists until an operator fixes it. */
export function isLasting(error: unknown): boolean {
  let at = error;
  for (; at instanceof ClarityError; at = at.cause) {
    if (at instanceof StoreUnavailableError) return at.lasting;
  }
  return LASTING.has(errnoOf(at) ?? "");
}

/** Matches Node's codes of system errors: `ENOSPC`, `UND_ERR_CONNECT_TIMEOUT`, but not `ERR_INVALID_ARG_TYPE`. */
const SYSTEM_CODE = /^(?:E(?!RR_)[A-Z0-9_]+|UND_ERR_[A-Z_]+)$/;
const MISSING_MODULE = new Set(["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"]);
const GIVEN_UP = new Set(["AbortError", "TimeoutError"]);
/** Errors of the store, the build or the threads, or of a case that changed before it was rendered. */
const OF_SERVICE = new Set([
  "store_unavailable",
  "store_untrusted",
  "misconfigured",
  "no_capacity",
  "case_unsettled",
]);

/**
 * Whether the environment made the work fail: the error or one of its causes is an error of the system
 * (`ENOSPC`, `EMFILE`, …), the network, a store or the installation, or the work was aborted.
 */
export function isOfEnvironment(error: unknown): boolean {
  let at = error;
  // Causes may form a cycle.
  for (let depth = 0; depth < 10 && at instanceof Error; depth++, at = at.cause) {
    const code = "code" in at && typeof at.code === "string" ? at.code : "";
    if (OF_SERVICE.has(code) || MISSING_MODULE.has(code) || SYSTEM_CODE.test(code)) return true;
    if (GIVEN_UP.has(at.name)) return true;
  }
  return false;
}

interface Unavailable {
  readonly reason: StoreReason;
  readonly facts: ErrorFacts & { readonly operation: StoreOperation };
  /** Whether it persists until an operator fixes it. */
  readonly lasting: boolean;
  readonly cause?: unknown;
}

/** The store cannot be used. `lib/service/store-messages.ts` has a sentence for each reason. */
export class StoreUnavailableError extends ClarityError {
  readonly lasting: boolean;

  constructor({ reason, facts, lasting, cause }: Unavailable) {
    super("store_unavailable", undefined, { reason, facts, cause, retryAfterSeconds: 5 });
    this.lasting = lasting;
  }
}

/** Runs a file operation. Converts a system error to a 503 with the operation and the system's code. */
export async function asStoreError<T>(
  operation: StoreOperation,
  run: () => Promise<T>,
  of?: ErrorFacts["of"],
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw storeErrorOf(operation, error, of);
  }
}

/** As `asStoreError`, for each step of an iteration. */
export async function* stepsAsStoreError<T>(
  operation: StoreOperation,
  steps: AsyncIterable<T>,
): AsyncGenerator<T> {
  try {
    yield* steps;
  } catch (error) {
    throw storeErrorOf(operation, error);
  }
}

/** The error itself, unless it is the system's. */
function storeErrorOf(operation: StoreOperation, error: unknown, of?: ErrorFacts["of"]): unknown {
  const errno = errnoOf(error);
  if (errno === undefined || error instanceof ClarityError) return error;
  return new StoreUnavailableError({
    reason: "system_error",
    facts: { operation, ...(of && { of }), errorCode: errno },
    lasting: LASTING.has(errno),
    cause: error,
  });
}
