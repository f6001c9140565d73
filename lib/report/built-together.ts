/** What was loaded is of another build than what loaded it. */
class BuiltApartError extends Error {
  override readonly name: string = "BuiltApartError";
}

/**
 * Refuses a module of another build. A process that was built over while it ran would load it, and store
 * what it draws under the key of the old version.
 *
 * @param build the build that the module is of; undefined for sources that run as they are
 * @throws BuiltApartError when it is not the expected one
 */
export function assertBuiltTogether(build: unknown, expected: string | undefined): void {
  if (build === expected) return;
  throw new BuiltApartError(
    "The renderer or one of its fonts comes from another build than this process.",
  );
}
