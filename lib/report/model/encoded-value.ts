import { decodedNumber } from "../../case/encoded-value.ts";
import { excerpt } from "./excerpt.ts";
import { exact } from "./numbers.ts";

/** A perturbation value as a case encodes it, and what it stands for. */
export interface PerturbationValue {
  /** The number, or undefined where the case has text that encodes none. */
  readonly number: number | undefined;
  /** What is shown: the decoded number exactly, or the text as it is. */
  readonly label: string;
}

/** Decodes a point's value: `0p8` is 0.8. Text that encodes no number stays text. */
export function decodeValue(value: string | number): PerturbationValue {
  const number = decodedNumber(value);
  return { number, label: number === undefined ? excerpt(String(value)) : exact(number) };
}

/** The value of an axis in a sweep, which may be any JSON: what is neither number nor text is shown as JSON. */
export function sweptValue(value: unknown): PerturbationValue {
  if (value === null || value === undefined) return { number: undefined, label: "not stated" };
  if (typeof value === "number" || typeof value === "string") return decodeValue(value);
  return { number: undefined, label: excerpt(JSON.stringify(value) ?? "") };
}
