/** A gateway gives up after 30 s, and an answer shortly before that is worth more than none. */
const MAX_WAIT_SECONDS = 25;
/** What stands after this many characters is ignored: a client that asks to wait needs seven. */
const MAX_CHARACTERS = 1024;

const SECONDS = /^[^=]*=\s*(?:"(?<quoted>\d+)"|(?<bare>\d+))\s*(?:$|;)/;
const IS_WAIT = /^\s*wait\s*(?:$|[=;])/i;

/**
 * The whole seconds that a `Prefer` header asks to wait (RFC 7240, section 4.3), at most 25; undefined when
 * it asks for no wait. Preferences that are not understood are ignored, and of several with one name only
 * the first counts, as the RFC requires.
 */
export function preferredWaitSeconds(header: string | undefined): number | undefined {
  const preferences = preferencesIn(header ?? "");
  const wait = preferences.find((preference) => IS_WAIT.test(preference));
  const { quoted, bare } = SECONDS.exec(wait ?? "")?.groups ?? {};
  const seconds = quoted ?? bare;
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_WAIT_SECONDS);
}

/**
 * The preferences of a list. A comma within quotes separates nothing. One scan, character by character: a
 * regular expression would search for the end of the quotes again from each quote that is not closed.
 */
function preferencesIn(whole: string): string[] {
  const header = whole.slice(0, MAX_CHARACTERS);
  const preferences: string[] = [];
  let quoted = false;
  let start = 0;
  for (let at = 0; at < header.length; at++) {
    const character = header[at];
    if (character === '"') quoted = !quoted;
    else if (character === "\\" && quoted) at++;
    else if (character === "," && !quoted) {
      preferences.push(header.slice(start, at));
      start = at + 1;
    }
  }
  // One that is cut off might say something else.
  return whole.length > MAX_CHARACTERS ? preferences : [...preferences, header.slice(start)];
}
