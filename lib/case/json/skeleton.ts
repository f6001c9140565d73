import type { ScanLimits } from "../json-scan.ts";
import { NumberLists, type NumberList } from "./number-lists.ts";

/**
 * A JSON text without its long lists of numbers. A mark stands for each of them: a text of a lone surrogate and the
 * index of the list, which exact JSON cannot contain.
 */
export interface Skeleton {
  readonly text: string;
  /** In the order of the text. */
  readonly lists: readonly NumberList[];
  /** The cost of the whole text, as `scanJson` counts it. */
  readonly cost: number;
  /** How many members of objects the whole text names. */
  readonly members: number;
}

export const LIST_MARK = "\ud801";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;

const IS_STRUCTURE = new Uint8Array(256);
for (const character of '",:[]{}') IS_STRUCTURE[character.charCodeAt(0)] = 1;

/**
 * Makes one pass over a text. If the text is not JSON, the text of the skeleton is not JSON either.
 *
 * @returns undefined when the text exceeds the limits
 * @throws TypeError when the bytes are not UTF-8; SyntaxError when a list is not JSON
 */
export function skeletonOf(bytes: Uint8Array, limits: ScanLimits): Skeleton | undefined {
  return new SkeletonReader(bytes, limits).read();
}

const ENCODER = new TextEncoder();

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

class SkeletonReader {
  readonly #bytes: Uint8Array;
  readonly #limits: ScanLimits;
  readonly #numbers: NumberLists;
  readonly #lists: NumberList[] = [];
  /** The bytes of the skeleton's text up to `#kept`. */
  readonly #parts: Uint8Array[] = [];
  #kept = 0;
  #at = 0;
  #cost = 1;
  #depth = 0;
  #members = 0;

  constructor(bytes: Uint8Array, limits: ScanLimits) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#numbers = new NumberLists(bytes);
  }

  read(): Skeleton | undefined {
    const { depth, cost } = this.#limits;
    for (this.skipOthers(); this.#at < this.#bytes.length; this.skipOthers()) {
      this.readStructure(this.#bytes[this.#at] ?? 0);
      if (this.#depth > depth || this.#cost > cost) return undefined;
    }
    this.#parts.push(this.#bytes.subarray(this.#kept));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(joined(this.#parts));
    return { text, lists: this.#lists, cost: this.#cost, members: this.#members };
  }

  /** Skips numbers, literals and white space. */
  private skipOthers(): void {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < bytes.length && IS_STRUCTURE[bytes[at] ?? 0] === 0) at++;
    this.#at = at;
  }

  private readStructure(byte: number): void {
    if (byte === COMMA) this.#cost++;
    else if (byte === COLON) this.#members++;
    else if (byte === QUOTE) this.readString();
    else if (byte === OPEN_BRACE) this.open();
    else if (byte !== OPEN_BRACKET) this.#depth--;
    else if (this.readList()) return;
    else this.open();
    this.#at++;
  }

  private open(): void {
    this.#cost += this.#limits.costOfPart;
    this.#depth++;
  }

  /** Leaves `#at` at the closing quote. */
  private readString(): void {
    const bytes = this.#bytes;
    let at = this.#at + 1;
    while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
    this.#at = at;
    this.#cost += this.#limits.costOfPart;
  }

  /** Replaces a list of numbers by a mark. */
  private readList(): boolean {
    if (this.#depth === this.#limits.depth) return false;
    const list = this.#numbers.read(this.#at);
    if (list === undefined) return false;
    const mark = ENCODER.encode(JSON.stringify(`${LIST_MARK}${this.#lists.length}`));
    this.#parts.push(this.#bytes.subarray(this.#kept, this.#at), mark);
    this.#lists.push(list);
    this.#cost += this.#limits.costOfPart + list.length - 1;
    this.#kept = list.end;
    this.#at = list.end;
    return true;
  }
}
