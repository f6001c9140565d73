/** How close a stated number must be to the one that follows from the rest of the case. */

/** CLARITY's metrics engine rounds what it computes to eight decimals. */
const ROUNDING = 5e-8;

const DECIMAL = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/;

/**
 * One unit of the last digit of a number's shortest decimal text: 0.01 for 0.83. A whole number counts as
 * exact: a stated mean of 0 or 1 would otherwise agree with every mean between 0 and 1.
 */
export function unitOfLastDigit(stated: number): number {
  const match = DECIMAL.exec(String(stated));
  if (match === null) return 0;
  const [, fraction = "", exponent = "0"] = match;
  const decimals = fraction.length - Number(exponent);
  return decimals > 0 ? Number(`1e-${decimals}`) : 0;
}

/** A number and what the arithmetic of doubles may have lost on the way to it. */
export interface Computed {
  readonly value: number;
  readonly error: number;
}

export function agrees(stated: number, { value, error }: Computed): boolean {
  return Math.abs(stated - value) <= ROUNDING + unitOfLastDigit(stated) + error;
}

/** As `agrees`, for a number that must not be above another one. */
export function isAtMost(stated: number, { value, error }: Computed): boolean {
  return stated - value <= ROUNDING + unitOfLastDigit(stated) + error;
}

/** More digits than any artifact states, and fewer than the arithmetic of doubles can get wrong. */
const SHOWN_DIGITS = 12;

/** A computed number as it is shown: `0.832`, not `0.8320000000000001`. */
export function computedText(value: number): string {
  return numberText(Number(value.toPrecision(SHOWN_DIGITS)));
}

/** A number as canonical JSON writes it. */
export function numberText(value: number): string {
  return String(value === 0 ? 0 : value);
}

/** As `numberText`; undefined for a number that is not stated. */
export function optionalText(value: number | null | undefined): string | undefined {
  return typeof value === "number" ? numberText(value) : undefined;
}
