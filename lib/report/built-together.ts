/** A loaded module belongs to another build than the module that loaded it. */
class BuiltApartError extends Error {
  override readonly name: string = "BuiltApartError";
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
  throw new BuiltApartError(
    "The renderer or one of its fonts comes from another build than this process.",
  );
}
