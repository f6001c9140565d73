/**
 * Returns a value that cannot be missing at this place. Use it instead of a default such as `?? 0`: a default
 * would hide a broken invariant and go on with a wrong value.
 *
 * @param why the invariant, as a sentence for the developer who reads the stack trace
 * @throws Error when the value is undefined or null
 * @example const widest = required(widths[column], "every column has a width");
 */
export function required<T>(value: T, why: string): NonNullable<T> {
  if (value === undefined || value === null) throw new Error(`Broken invariant: ${why}.`);
  return value;
}
