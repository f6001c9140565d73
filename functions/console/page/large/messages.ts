/** What the page asks the worker that reads large artifacts, and what it answers. */
import type { Check } from "../../../../lib/case/checks/index.ts";
import type { ChecksumRecord } from "../../../../lib/case/record.ts";
import type { CaseArtifacts } from "../../../../lib/case/schemas.ts";
import type { DrawableEvidence } from "./packed.ts";

/** The artifacts that may have matrices. */
export type LargeArtifact = "overlay_bundle" | "metrics";

/** The artifacts of a case, and which of them the worker has with their numbers. */
export interface AskedCase {
  readonly artifacts: CaseArtifacts;
  readonly large: readonly LargeArtifact[];
}

export interface Questions {
  readonly read: { readonly artifact: LargeArtifact; readonly bytes: ArrayBuffer };
  readonly evidence: AskedCase;
  readonly checks: AskedCase & { readonly record: ChecksumRecord | undefined };
}

export interface Answers {
  /** The answer of the artifact's route, without the numbers of its matrices: the worker keeps those. */
  readonly read: unknown;
  readonly evidence: DrawableEvidence;
  readonly checks: readonly Check[];
}

export type Asked = {
  readonly [N in keyof Questions]: { readonly name: N; readonly question: Questions[N] };
}[keyof Questions];

/** The fault is a sentence for the reader of the page. */
export type Answered<N extends keyof Questions> =
  | { readonly answer: Answers[N] }
  | { readonly fault: string };
