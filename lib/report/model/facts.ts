/** A line of the case's identity, or of one of its parts. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}
