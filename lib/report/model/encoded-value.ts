import { excerpt } from "./excerpt.ts";
import { exact } from "./numbers.ts";

/** A perturbation value as the surface encodes it, and what it stands for. */
export interface PerturbationValue {
  /** The number, or undefined where the case has text that encodes none. */
  readonly number: number | undefined;
  /** What is shown: the decoded number exactly, or the text as it is. */
  readonly label: string;
}

/** An optional `m` for minus, digits, `p` for the point, digits; plain decimal numbers are numbers too. */
const ENCODED = /^(m|-)?(\d+)(?:[p.](\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Decodes a point's value: `0p8` is 0.8, `m0p25` is -0.25. Text that encodes no number stays text, and so
 * does one whose number is out of range.
 */
export function decodeValue(value: string | number): PerturbationValue {
  if (typeof value === "number") return { number: value, label: exact(value) };
  const match = ENCODED.exec(value);
  if (match === null) return { number: undefined, label: excerpt(value) };
  const [, sign, whole = "0", fraction = "0", exponent = "0"] = match;
  const number = Number(`${sign === undefined ? "" : "-"}${whole}.${fraction}e${exponent}`);
  if (!Number.isFinite(number)) return { number: undefined, label: excerpt(value) };
  return { number: number === 0 ? 0 : number, label: exact(number) };
}
