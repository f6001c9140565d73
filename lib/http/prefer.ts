/** A gateway gives up after 30 s, and an answer a little before that is worth more than none. */
const MAX_WAIT_SECONDS = 25;

/**
 * The whole seconds that a `Prefer` header asks to wait (RFC 7240, section 4.3), at most 25; undefined when
 * it asks for nothing of the sort. Preferences that are not understood are ignored, as the RFC wants.
 */
export function preferredWaitSeconds(header: string | undefined): number | undefined {
  for (const preference of header?.split(",") ?? []) {
    const [name = "", value = ""] = (preference.split(";")[0] ?? "").split("=");
    const seconds = /^\s*"?(\d{1,9})"?\s*$/.exec(value)?.[1];
    if (name.trim().toLowerCase() === "wait" && seconds !== undefined) {
      return Math.min(Number(seconds), MAX_WAIT_SECONDS);
    }
  }
  return undefined;
}
