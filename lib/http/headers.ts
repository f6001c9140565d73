/** A gateway gives up after 30 s; the client must get a response before that. */
const MAX_WAIT_SECONDS = 25;
/** The rest of a longer header is ignored. A client that asks to wait needs seven characters. */
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
 * The preferences of a list. A comma within quotes does not separate. One scan, character by character: a
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
  // A preference that is cut off may mean something else.
  return whole.length > MAX_CHARACTERS ? preferences : [...preferences, header.slice(start)];
}

/** Whether an `If-None-Match` header names this entity tag (RFC 9110, section 13.1.2: weak comparison). */
export function noneMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined) return true;
  if (header.trim() === "*") return false;
  return !header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

/**
 * The value of `Repr-Digest` (RFC 9530): the SHA-256 of the whole representation in base64, so that a client
 * can check what it received with any library.
 *
 * @param sha256 64 hex digits
 */
export function reprDigest(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`;
}
