/**
 * CLARITY writes Python's `str(value)` with `p` for the point and `m` for every minus, and leaves out the
 * plus of an exponent. Plain decimal numbers are numbers too.
 */
const ENCODED = /^(m|-)?(\d+)(?:[p.](\d+))?(?:[eE](m|[+-])?(\d{1,3}))?$/;

/**
 * Decodes a point's value to a number: `0p8` is 0.8, `m0p25` is -0.25, `1em05` is 1e-5. Undefined if the text does
 * not encode a number, or if the number is out of range.
 */
export function decodedNumber(value: string | number): number | undefined {
  if (typeof value === "number") return value;
  const match = ENCODED.exec(value);
  if (match === null) return undefined;
  const [, sign, whole = "0", fraction = "0", exponentSign, digits = "0"] = match;
  const exponent = isMinus(exponentSign) ? `-${digits}` : digits;
  const number = Number(`${isMinus(sign) ? "-" : ""}${whole}.${fraction}e${exponent}`);
  if (!Number.isFinite(number)) return undefined;
  return number === 0 ? 0 : number;
}

function isMinus(sign: string | undefined): boolean {
  return sign === "m" || sign === "-";
}
