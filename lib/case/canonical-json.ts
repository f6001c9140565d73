import stringify from "json-stable-stringify";

/** Decimal places that the hash sees; docs/decisions/0002 says why eight. */
const DECIMALS = 8;

/**
 * The canonical JSON of a JSON value: members sorted by UTF-16 code units, no white space, numbers rounded
 * to eight decimals, strings and numbers written as RFC 8785 says. Two values are the same to the cache
 * exactly when this text is the same.
 *
 * The value must have passed `parseExactJson`: this function guards against nothing.
 */
export function canonicalJson(value: unknown): string {
  const text = stringify(value, { replacer: (_key, member) => rounded(member) });
  if (text === undefined) throw new TypeError("canonicalJson: expected a JSON value");
  return text;
}

/** `toFixed`, not `Math.round(x * 1e8) / 1e8`: the two disagree on 4 % of nine-decimal doubles. */
function rounded(member: unknown): unknown {
  if (typeof member !== "number" || Number.isInteger(member)) return member;
  return Number(member.toFixed(DECIMALS));
}
