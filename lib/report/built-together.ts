import { ClarityError } from "../errors.ts";

/** A loaded module belongs to another build than the module that loaded it. */
export class BuiltApartError extends Error {
  override readonly name: string = "BuiltApartError";
  override readonly message: string =
    "A file that is loaded when it is needed comes from another build than this process.";
}

/**
 * Refuses a module of another build. A process that was rebuilt while it ran would load it, and would store its
 * report under the key of the old version.
 *
 * @param build the module's build; undefined for unbundled sources
 * @throws BuiltApartError when it is not the expected build
 */
export function assertBuiltTogether(build: unknown, expected: string | undefined): void {
  if (build === expected) return;
  throw new BuiltApartError();
}

/**
 * The error for a client. Checks the name of the error, because the renderer's bundle has its own copy of the class.
 */
export function asMisconfigured(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "BuiltApartError") return error;
  return new ClarityError("misconfigured", undefined, {
    reason: "newer_build",
    cause: error,
    retryAfterSeconds: 30,
  });
}
