/** An artifact that is attached to its report, so that the report can be verified without the case. */
export interface Attachment {
  readonly file: string;
  /** Canonical JSON: what was hashed. */
  readonly text: string;
}
