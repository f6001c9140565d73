/**
 * Scans a JSON text before it is parsed: its depth and its number of parts, because the cost of all later steps
 * grows with both, and whether an object has a member twice (`JSON.parse` silently keeps the last one, so two
 * different texts would share a key).
 */
export interface ScanFault {
  readonly kind: "depth" | "duplicate" | "cost";
  /** Where, as a JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** Index in the text of the bracket that is too deep, of the second name, or of where the cost is too high. */
  readonly offset: number;
}

export interface ScanLimits {
  readonly depth: number;
  /** The cost limit of the whole text: 1 for each value, and `costOfPart` more for each part. */
  readonly cost: number;
  /** A part is an object, an array or a string, including the names of members. */
  readonly costOfPart: number;
}

interface Container {
  /** Member names so far; undefined for an array. */
  readonly names: Names | undefined;
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
 * Makes one pass over a JSON text, in linear time, and stops at the first fault. For a text that is not JSON the
 * result is meaningless, but the function still returns: the caller then finds the syntax fault.
 */
export function scanJson(text: string, limits: ScanLimits): ScanFault | undefined {
  const open: Container[] = [];
  const fault = (kind: ScanFault["kind"], offset: number): ScanFault => ({
    kind,
    pointer: toPointer(open.map(({ current }) => current)),
    offset,
  });
  let cost = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    cost += costOf(code, limits.costOfPart);
    if (code === COMMA) nextItem(open.at(-1));
    else if (code === QUOTE) {
      const end = stringEnd(text, at);
      const name = nameBeforeColon(text, at, end);
      if (name !== undefined && !enterMember(open.at(-1), name)) return fault("duplicate", at);
      at = end;
    } else if (isOpening(code)) {
      if (open.length === limits.depth) return fault("depth", at);
      open.push(containerOf(code));
    } else if (isClosing(code)) open.pop();
    if (cost > limits.cost) return fault("cost", at);
  }
  return undefined;
}

/** The cost of a character outside strings: a comma comes with a value, a bracket or a quote opens a part. */
function costOf(code: number, costOfPart: number): number {
  if (code === COMMA) return 1;
  return code === QUOTE || isOpening(code) ? costOfPart : 0;
}

function isOpening(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET;
}

function isClosing(code: number): boolean {
  return code === CLOSE_BRACE || code === CLOSE_BRACKET;
}

function containerOf(code: number): Container {
  return code === OPEN_BRACE
    ? { names: new Names(), current: "" }
    : { names: undefined, current: 0 };
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
  return object.names.add(name);
}

function nextItem(container: Container | undefined): void {
  if (typeof container?.current === "number") container.current++;
}

/** Up to this many names, comparing with each is faster than hashing. */
const FEW_NAMES = 8;

/** A set of names that costs little for the many objects that have few members. */
class Names {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;

  /** False when the name is there already. */
  add(name: string): boolean {
    if (this.#many === undefined) {
      if (this.#few.includes(name)) return false;
      if (this.#few.push(name) > FEW_NAMES) this.#many = new Set(this.#few);
      return true;
    }
    if (this.#many.has(name)) return false;
    this.#many.add(name);
    return true;
  }
}

/** A JSON Pointer (RFC 6901) from its reference tokens; "" is the whole document. */
export function toPointer(tokens: readonly (string | number)[]): string {
  return tokens
    .map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
