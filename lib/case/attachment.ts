/** An artifact as it goes with its report, so that the report can be checked without the case. */
export interface Attachment {
  readonly file: string;
  /** Canonical JSON. */
  readonly text: string;
  /** Whether the text is what was hashed: no matrix was left out of it. */
  readonly complete: boolean;
}
