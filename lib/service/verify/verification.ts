import type { KeyContent } from "../../case/key-text.ts";
import type { ArtifactTexts } from "../../case/artifacts-in.ts";

/** The steps, in this order. The last two are only made on request. */
export const STEPS = [
  "report",
  "key_file",
  "key",
  "attachments",
  "hashes",
  "version",
  "bytes",
  "case",
  "service",
] as const;
export type StepName = (typeof STEPS)[number];

export type Outcome = "holds" | "does_not_hold" | "not_checked";

/** The result of one step, with the finding in a sentence or two. */
export interface Step {
  readonly step: StepName;
  readonly outcome: Outcome;
  readonly detail: string;
}

export interface Verification {
  readonly steps: readonly Step[];
  /** SHA-256 of the attached `key.json`; undefined when the PDF has none. */
  readonly key: string | undefined;
  /** The content of `key.json`; undefined when it could not be read. */
  readonly content: KeyContent | undefined;
}

/** A file that is embedded in a PDF. */
export interface EmbeddedFile {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What `verify` reads from a PDF, apart from its bytes. */
export interface ReadPdf {
  readonly creator: string | undefined;
  readonly encrypted: boolean;
  /** The cache key as the document's information has it, and as its XMP metadata have it. */
  readonly keywords: readonly [info: string | undefined, metadata: string | undefined];
  readonly attachments: readonly EmbeddedFile[];
}

/** The result, or why it is missing: the PDF is invalid, or a limit of this machine stopped the work. */
export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly outcome: Exclude<Outcome, "holds">; readonly reason: string };

/** The parts that differ between a command and a browser. Neither function rejects because of a PDF's content. */
export interface VerifyTools {
  readonly read: (pdf: Uint8Array) => Promise<Attempt<ReadPdf>>;
  /** Renders the report of these attachments. */
  readonly render: (texts: ArtifactTexts, content: KeyContent) => Promise<Attempt<Uint8Array>>;
}
