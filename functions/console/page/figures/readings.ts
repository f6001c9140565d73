/** A read-out in words and exact numbers: each part is a term and its value. */
export interface Reading {
  readonly term: string;
  readonly value: string;
}

/** The read-out in one line, for those who hear it. */
export function spoken(readings: readonly Reading[]): string {
  return readings.map(({ term, value }) => (term === "" ? value : `${term} ${value}`)).join(", ");
}
