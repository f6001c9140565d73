/** An artifact as it goes with its report, so that the report can be checked without the case. */
export interface Attachment {
  readonly file: string;
  /** Canonical JSON: what was hashed. */
  readonly text: string;
}
