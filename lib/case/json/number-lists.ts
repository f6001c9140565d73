import { isExactNumber } from "./inexact-values.ts";
import { droppedEnd, plainEnd, scientificAt, type Scientific } from "./plain-number.ts";

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

/** Numbers have no other characters, and another one makes the text no JSON. */
const ASCII = new TextDecoder();

const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Reads the lists of numbers in a JSON text. */
export class NumberLists {
  readonly #bytes: Uint8Array;
  /** Room for the largest list: a number takes at most twice its bytes, as `1e-6` becomes `0.000001`. */
  readonly #copy: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#copy = new Uint8Array(2 * bytes.length);
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
      at = spaceEnd(bytes, at);
      const end = plainEnd(bytes, at);
      if (end > 0) {
        while (at < end) copy[to++] = bytes[at++] ?? 0;
        at = droppedEnd(bytes, at);
      } else {
        const number = scientificAt(bytes, at);
        if (number === undefined) return undefined;
        to = this.copyScientific(number, to);
        at = number.next;
      }
      at = spaceEnd(bytes, at);
      const next = bytes[at++] ?? 0;
      copy[to++] = next;
      if (next === COMMA) continue;
      if (next !== CLOSE_BRACKET || length < SHORTEST_LIST) return undefined;
      return { text: ASCII.decode(copy.subarray(0, to)), length, end: at };
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
      return writeText(`e-${exponent}`, copy, to);
    }
    to = writeText("0.00000".slice(0, exponent + 1), copy, to);
    copy[to++] = bytes[first] ?? 0;
    for (let at = first + 2; at < end; at++) copy[to++] = bytes[at] ?? 0;
    return to;
  }

  /** Parses a list and writes it again. */
  private rewritten(start: number): FoundList | undefined {
    const end = this.#bytes.indexOf(CLOSE_BRACKET, start) + 1;
    const text = ASCII.decode(this.#bytes.subarray(start, end));
    // Nested items could end at another bracket.
    if (text.includes("[", 1) || text.includes("{") || text.includes('"')) return undefined;
    const items: unknown = JSON.parse(text);
    if (!Array.isArray(items) || items.length < SHORTEST_LIST || !areExact(items)) return undefined;
    return { text: JSON.stringify(items), length: items.length, end };
  }
}

/** Returns the index after the text, which is ASCII. */
function writeText(text: string, bytes: Uint8Array, start: number): number {
  for (let index = 0; index < text.length; index++) bytes[start + index] = text.charCodeAt(index);
  return start + text.length;
}

function areExact(items: readonly unknown[]): boolean {
  for (const item of items) {
    if (typeof item !== "number" || !isExactNumber(item)) return false;
  }
  return true;
}

/** The index after the white space at `start`. */
function spaceEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isSpace(bytes[at] ?? 0)) at++;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
