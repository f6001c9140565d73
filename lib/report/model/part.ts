/** An optional part of a report: its content, or a sentence that says what is missing. */
export type Part<T> =
  | { readonly present: T; readonly absent?: never }
  | { readonly absent: string; readonly present?: never };

export function present<T>(value: T): Part<T> {
  return { present: value };
}

export function absent<T>(sentence: string): Part<T> {
  return { absent: sentence };
}
