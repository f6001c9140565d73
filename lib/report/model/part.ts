/** A part of a report that a case may lack: what is there, or a sentence that says what is not. */
export type Part<T> =
  | { readonly present: T; readonly absent?: never }
  | { readonly absent: string; readonly present?: never };

export function present<T>(value: T): Part<T> {
  return { present: value };
}

export function absent<T>(sentence: string): Part<T> {
  return { absent: sentence };
}
