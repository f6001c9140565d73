/** A gateway gives up after 30 s, and an answer a little before that is worth more than none. */
const MAX_WAIT_SECONDS = 25;

/** One preference of a list: a comma within quotes separates nothing. */
const PREFERENCE = /(?:"(?:\\.|[^"\\])*"|[^,"])+/g;
const SECONDS = /^[^=]*=\s*(?:"(?<quoted>\d+)"|(?<bare>\d+))\s*(?:$|;)/;
const IS_WAIT = /^\s*wait\s*(?:$|[=;])/i;

/**
 * The whole seconds that a `Prefer` header asks to wait (RFC 7240, section 4.3), at most 25; undefined when
 * it asks for nothing of the sort. Preferences that are not understood are ignored, and of several of one
 * name only the first counts, as the RFC wants.
 */
export function preferredWaitSeconds(header: string | undefined): number | undefined {
  const preferences = header?.match(PREFERENCE) ?? [];
  const wait = preferences.find((preference) => IS_WAIT.test(preference));
  const { quoted, bare } = SECONDS.exec(wait ?? "")?.groups ?? {};
  const seconds = quoted ?? bare;
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_WAIT_SECONDS);
}
