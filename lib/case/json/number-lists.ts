import { isExactNumber } from "./inexact-values.ts";
import { plainEnd, scientificAt, type Scientific } from "./plain-number.ts";

/** A list of numbers as canonical JSON. */
export interface NumberList {
  readonly text: string;
  readonly length: number;
}

/** A list that was found in a text. */
interface FoundList extends NumberList {
  /** Index in the text after the list. */
  readonly end: number;
}

/** For shorter lists, a mark costs more than it saves. */
const SHORTEST_LIST = 8;
/** `Number::toString` writes an exponent for numbers below 1e-6. */
const MOST_PLACES = 6;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Reads the lists of numbers in a JSON text. */
export class NumberLists {
  readonly #bytes: Buffer;
  /** Room for the largest list: a number takes at most twice its bytes, as `1e-6` becomes `0.000001`. */
  readonly #copy: Buffer;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#copy = Buffer.allocUnsafe(2 * bytes.length);
  }

  /**
   * The list that opens at `start`. Undefined when it is short, when an item is not a number, or when a number is
   * not exact.
   *
   * @throws SyntaxError when the text is not JSON
   */
  read(start: number): FoundList | undefined {
    return this.mayBeNumbers(start) ? (this.copied(start) ?? this.rewritten(start)) : undefined;
  }

  /** Most lists that are not of numbers begin with something that is neither white space nor part of a number. */
  private mayBeNumbers(start: number): boolean {
    const next = this.#bytes[start + 1] ?? 0;
    return isSpace(next) || next === MINUS || (next >= ZERO && next <= NINE);
  }

  /** Copies a list whose canonical spelling follows from its own, without a double for each number. */
  private copied(start: number): FoundList | undefined {
    const bytes = this.#bytes;
    const copy = this.#copy;
    let at = start + 1;
    let to = 0;
    copy[to++] = OPEN_BRACKET;
    for (let length = 1; ; length++) {
      while (isSpace(bytes[at] ?? 0)) at++;
      const end = plainEnd(bytes, at);
      if (end > 0) {
        while (at < end) copy[to++] = bytes[at++] ?? 0;
        if (bytes[at] === POINT) at++;
        while (bytes[at] === ZERO) at++;
      } else {
        const number = scientificAt(bytes, at);
        if (number === undefined) return undefined;
        to = this.copyScientific(number, to);
        at = number.next;
      }
      while (isSpace(bytes[at] ?? 0)) at++;
      const next = bytes[at++] ?? 0;
      copy[to++] = next;
      if (next === COMMA) continue;
      if (next !== CLOSE_BRACKET || length < SHORTEST_LIST) return undefined;
      return { text: copy.toString("latin1", 0, to), length, end: at };
    }
  }

  /** Returns the index after the copy. */
  private copyScientific(number: Scientific, start: number): number {
    const { first, end, exponent } = number;
    const bytes = this.#bytes;
    const copy = this.#copy;
    let to = start;
    if (number.isNegative) copy[to++] = MINUS;
    if (exponent > MOST_PLACES) {
      for (let at = first; at < end; at++) copy[to++] = bytes[at] ?? 0;
      return to + copy.write(`e-${exponent}`, to, "latin1");
    }
    to += copy.write("0.00000", to, exponent + 1, "latin1");
    copy[to++] = bytes[first] ?? 0;
    for (let at = first + 2; at < end; at++) copy[to++] = bytes[at] ?? 0;
    return to;
  }

  /** Parses a list and writes it again. */
  private rewritten(start: number): FoundList | undefined {
    const end = this.#bytes.indexOf(CLOSE_BRACKET, start) + 1;
    const text = this.#bytes.toString("latin1", start, end);
    // Nested items could end at another bracket.
    if (text.includes("[", 1) || text.includes("{") || text.includes('"')) return undefined;
    const items: unknown = JSON.parse(text);
    if (!Array.isArray(items) || items.length < SHORTEST_LIST || !areExact(items)) return undefined;
    return { text: JSON.stringify(items), length: items.length, end };
  }
}

function areExact(items: readonly unknown[]): boolean {
  for (const item of items) {
    if (typeof item !== "number" || !isExactNumber(item)) return false;
  }
  return true;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
