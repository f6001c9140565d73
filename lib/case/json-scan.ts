/**
 * What `JSON.parse` cannot tell: how deep a text nests (asked before parsing, because the cost of what
 * follows grows with it) and whether an object names a member twice (`JSON.parse` keeps the last in
 * silence, so two different texts would share a key).
 */
export interface ScanFault {
  readonly kind: "depth" | "duplicate";
  /** Where, as a JSON Pointer (RFC 6901). */
  readonly pointer: string;
}

interface Container {
  /** Member names so far; undefined for an array. */
  readonly names: Set<string> | undefined;
  /** Name or index of the member that is being read. */
  current: string | number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * One pass over a JSON text, linear in its length. On a text that is not JSON the answer is worth nothing
 * but still an answer: `JSON.parse` reports the fault afterwards.
 */
export function scanJson(text: string, maxDepth: number): ScanFault | undefined {
  const open: Container[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(text, at);
      const name = nameBeforeColon(text, at, end);
      if (name !== undefined && !enterMember(open.at(-1), name)) {
        return { kind: "duplicate", pointer: pointerOf(open) };
      }
      at = end;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (open.length === maxDepth) return { kind: "depth", pointer: pointerOf(open) };
      open.push(
        code === OPEN_BRACE ? { names: new Set(), current: "" } : { names: undefined, current: 0 },
      );
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) open.pop();
    else if (code === COMMA) nextItem(open.at(-1));
  }
  return undefined;
}

/** Index of the closing quote of the string that opens at `start`, or the text's end. */
function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (text.charCodeAt(before) === BACKSLASH) before--;
  return (quote - before) % 2 === 0;
}

function nameBeforeColon(text: string, start: number, end: number): string | undefined {
  let next = end + 1;
  while (" \t\n\r".includes(text.charAt(next)) && next < text.length) next++;
  if (text.charCodeAt(next) !== COLON) return undefined;
  return unescaped(text.slice(start, end + 1));
}

/** `"a"` and `"\u0061"` are the same name. */
function unescaped(literal: string): string {
  if (!literal.includes("\\")) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}

/** False when the object has a member of that name already. */
function enterMember(object: Container | undefined, name: string): boolean {
  if (object?.names === undefined) return true;
  object.current = name;
  if (object.names.has(name)) return false;
  object.names.add(name);
  return true;
}

function nextItem(container: Container | undefined): void {
  if (typeof container?.current === "number") container.current++;
}

function pointerOf(open: readonly Container[]): string {
  return toPointer(open.map(({ current }) => current));
}

/** A JSON Pointer (RFC 6901) from its reference tokens; "" is the whole document. */
export function toPointer(tokens: readonly (string | number)[]): string {
  return tokens
    .map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
