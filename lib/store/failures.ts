import { ClarityError } from "../errors.ts";

/** The system's error code (`ENOENT`, `EACCES`, …), or undefined. */
export function errnoOf(error: unknown): string | undefined {
  if (error instanceof ClarityError) return undefined;
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

const HINTS: Readonly<Record<string, string>> = {
  EACCES: "the process lacks the right",
  EPERM: "the process lacks the right",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  EIO: "the disk reported an error",
  ELOOP: "symbolic links lead in a circle",
  ENAMETOOLONG: "a name or the target of a symbolic link is too long",
  ENOENT: "a folder is missing",
  ENOTDIR: "a file is in a folder's place",
};

/** The system's error behind an error, however often that was told in other words since. */
export function systemErrorOf(error: unknown): Error | undefined {
  let at = error;
  while (at instanceof ClarityError) at = at.cause;
  return at instanceof Error ? at : undefined;
}

const LASTING = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "ELOOP", "ENAMETOOLONG"]);

/** Whether the store refused it for a reason that stays until an operator fixes it. */
export function isLasting(error: unknown): boolean {
  let at = error;
  for (; at instanceof ClarityError; at = at.cause) {
    if (at instanceof StoreUnavailableError) return at.lasting;
  }
  return LASTING.has(errnoOf(at) ?? "");
}

/** Of Node: `ENOSPC`, `EAI_AGAIN`, `UND_ERR_CONNECT_TIMEOUT`, but not `ERR_INVALID_ARG_TYPE`. */
const SYSTEM_CODE = /^(?:E(?!RR_)[A-Z0-9_]+|UND_ERR_[A-Z_]+)$/;
const MISSING_MODULE = new Set(["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"]);
const GIVEN_UP = new Set(["AbortError", "TimeoutError"]);
/** What the service says about its store, its build, its threads, or a case that changed before it was rendered. */
const OF_SERVICE = new Set([
  "store_unavailable",
  "store_untrusted",
  "misconfigured",
  "no_capacity",
  "case_unsettled",
]);

/**
 * Whether work failed through no fault of its own: it, or what caused it, is an error of the system (`ENOSPC`,
 * `EMFILE`, …), of the network, of a store or of the installation, or the work was given up.
 */
export function isOfEnvironment(error: unknown): boolean {
  let at = error;
  // Causes may form a circle.
  for (let depth = 0; depth < 10 && at instanceof Error; depth++, at = at.cause) {
    const code = "code" in at && typeof at.code === "string" ? at.code : "";
    if (OF_SERVICE.has(code) || MISSING_MODULE.has(code) || SYSTEM_CODE.test(code)) return true;
    if (GIVEN_UP.has(at.name)) return true;
  }
  return false;
}

interface Unavailable {
  /** The operation, to follow "could not be": "read", "written", … */
  readonly what: string;
  /** In words, with the code that the store or the system gave. */
  readonly why: string;
  /** Whether it stays so until an operator fixes it. */
  readonly lasting: boolean;
  readonly cause: unknown;
  /** What to do, in a sentence. */
  readonly advice?: string;
}

const FIX = "Its operator has to fix this.";

/** The store cannot be used, and why. Names no path, bucket or key. */
export class StoreUnavailableError extends ClarityError {
  readonly lasting: boolean;

  constructor({ what, why, lasting, cause, advice = FIX }: Unavailable) {
    const message = `The store could not be ${what}: ${why}. ${advice}`;
    super("store_unavailable", message, { cause, retryAfterSeconds: 5 });
    this.lasting = lasting;
  }
}

/** A system's error code in words, with the code itself. */
export function reasonOf(errno: string): string {
  return `${HINTS[errno] ?? "the system refused it"} (${errno})`;
}

/**
 * Runs a file operation; what it throws becomes a 503 that says what could not be done and why, without
 * naming the path.
 *
 * @param what the operation, to follow "could not be": "read", "written", …
 */
export async function orUnavailable<T>(what: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined || error instanceof ClarityError) throw error;
    const lasting = LASTING.has(errno);
    throw new StoreUnavailableError({ what, why: reasonOf(errno), lasting, cause: error });
  }
}
