import { excerpt } from "./excerpt.ts";
import { exact } from "./numbers.ts";

/** A perturbation value as a case encodes it, and what it stands for. */
export interface PerturbationValue {
  /** The number, or undefined where the case has text that encodes none. */
  readonly number: number | undefined;
  /** What is shown: the decoded number exactly, or the text as it is. */
  readonly label: string;
}

/**
 * CLARITY writes Python's `str(value)` with `p` for the point and `m` for every minus, and leaves out the
 * plus of an exponent. Plain decimal numbers are numbers too.
 */
const ENCODED = /^(m|-)?(\d+)(?:[p.](\d+))?(?:[eE](m|[+-])?(\d{1,3}))?$/;

/**
 * Decodes a point's value: `0p8` is 0.8, `m0p25` is -0.25, `1em05` is 1e-5. Text that encodes no number
 * stays text, and so does one whose number is out of range.
 */
export function decodeValue(value: string | number): PerturbationValue {
  if (typeof value === "number") return { number: value, label: exact(value) };
  const match = ENCODED.exec(value);
  if (match === null) return { number: undefined, label: excerpt(value) };
  const [, sign, whole = "0", fraction = "0", exponentSign, digits = "0"] = match;
  const exponent = isMinus(exponentSign) ? `-${digits}` : digits;
  const number = Number(`${isMinus(sign) ? "-" : ""}${whole}.${fraction}e${exponent}`);
  if (!Number.isFinite(number)) return { number: undefined, label: excerpt(value) };
  return { number: number === 0 ? 0 : number, label: exact(number) };
}

function isMinus(sign: string | undefined): boolean {
  return sign === "m" || sign === "-";
}

/** The value of an axis in a sweep, which may be any JSON: what is neither number nor text is shown as JSON. */
export function sweptValue(value: unknown): PerturbationValue {
  if (value === null || value === undefined) return { number: undefined, label: "not stated" };
  if (typeof value === "number" || typeof value === "string") return decodeValue(value);
  return { number: undefined, label: excerpt(JSON.stringify(value) ?? "") };
}
