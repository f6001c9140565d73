/**
 * Numbers whose canonical spelling (RFC 8785, which is ECMAScript's `Number::toString`) follows from their digits.
 *
 * No two decimals of at most 15 significant digits have the same double (DBL_DIG of IEEE 754 binary64 is 15, outside
 * subnormal numbers). So no shorter or other decimal denotes the same double, and `Number::toString` prints exactly
 * these digits: without an exponent from 1e-6 up to 1e21, with one below.
 */
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const EXPONENT = 0x65;
const CAPITAL_EXPONENT = 0x45;

const MOST_DIGITS = 15;
/** After the point of a number that is written without an exponent. */
const MOST_ZEROS = 5;

/**
 * If a number without an exponent starts at `start`, and its canonical spelling is its own without zeros at the end
 * of its fraction: the index after the canonical spelling. Otherwise 0.
 */
export function plainEnd(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  const point = digitsEnd(bytes, first);
  const belowOne = bytes[first] === ZERO;
  if (point === first || (belowOne && point > first + 1)) return 0;
  const next = bytes[point] ?? 0;
  if (next === POINT) return fractionEnd(bytes, first, point);
  if (continuesNumber(next) || point - first > MOST_DIGITS) return 0;
  return belowOne && first > start ? 0 : point;
}

function fractionEnd(bytes: Uint8Array, first: number, point: number): number {
  const next = digitsEnd(bytes, point + 1);
  if (next === point + 1 || continuesNumber(bytes[next] ?? 0)) return 0;
  const end = withoutZeros(bytes, next);
  const belowOne = bytes[first] === ZERO;
  if (end - (belowOne ? point : first) - 1 > MOST_DIGITS) return 0;
  if (end === point + 1) return belowOne && bytes[first - 1] === MINUS ? 0 : point;
  return belowOne && zerosFrom(bytes, point + 1) > MOST_ZEROS ? 0 : end;
}

/** The index after what the canonical spelling of a plain number leaves out: zeros, and a point before them. */
export function droppedEnd(bytes: Uint8Array, plain: number): number {
  let at = bytes[plain] === POINT ? plain + 1 : plain;
  while (bytes[at] === ZERO) at++;
  return at;
}

/** A number as Python and ECMAScript write small ones: `1.25e-05`. */
export interface Scientific {
  readonly isNegative: boolean;
  /** Index of the digit before the point. */
  readonly first: number;
  /** Index after the last digit of the mantissa that the canonical spelling has. */
  readonly end: number;
  /** 1 to 99, for e-1 to e-99. */
  readonly exponent: number;
  /** Index after the number. */
  readonly next: number;
}

/** The number of this form that starts at `start`, if its mantissa has at most 15 digits. */
export function scientificAt(bytes: Uint8Array, start: number): Scientific | undefined {
  const isNegative = bytes[start] === MINUS;
  const first = isNegative ? start + 1 : start;
  const mantissaEnd = mantissaEndOf(bytes, first);
  if (mantissaEnd === 0) return undefined;
  if (bytes[mantissaEnd] !== EXPONENT || bytes[mantissaEnd + 1] !== MINUS) return undefined;
  const next = digitsEnd(bytes, mantissaEnd + 2);
  const exponent = smallNumber(bytes, mantissaEnd + 2, next);
  const zeros = mantissaEnd === first + 1 ? mantissaEnd : withoutZeros(bytes, mantissaEnd);
  const end = zeros === first + 2 ? first + 1 : zeros;
  if (exponent === 0 || end - first - 1 > MOST_DIGITS) return undefined;
  return { isNegative, first, end, exponent, next };
}

/** The index after a mantissa with one digit, which is not 0, before the point. 0 without one. */
function mantissaEndOf(bytes: Uint8Array, first: number): number {
  const digit = bytes[first] ?? 0;
  if (!isDigit(digit) || digit === ZERO) return 0;
  if (bytes[first + 1] !== POINT) return first + 1;
  const end = digitsEnd(bytes, first + 2);
  return end === first + 2 ? 0 : end;
}

/** The number that one or two digits denote; 0 for any other count. */
function smallNumber(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length !== 1 && length !== 2) return 0;
  const tens = length === 1 ? 0 : (bytes[start] ?? 0) - ZERO;
  return 10 * tens + (bytes[end - 1] ?? 0) - ZERO;
}

/** The index after the digits from `start` on. */
function digitsEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at] ?? 0)) at++;
  return at;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function continuesNumber(byte: number): boolean {
  return byte === EXPONENT || byte === CAPITAL_EXPONENT || byte === POINT;
}

function withoutZeros(bytes: Uint8Array, end: number): number {
  let at = end;
  while (bytes[at - 1] === ZERO) at--;
  return at;
}

function zerosFrom(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === ZERO) at++;
  return at - start;
}
