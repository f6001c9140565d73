import { artifactsIn } from "../case/artifacts-in.ts";
import { sha256Hex } from "../case/cache-key.ts";
import type { CaseContent } from "../case/cases.ts";
import { checksOf } from "../case/checks/index.ts";
import { summaryOf, type ChecksSummary } from "../case/checks/summary.ts";
import { digest, type DigestArtifacts, type DigestInput } from "../case/digest.ts";
import { summarise, type CaseSummary } from "../case/summary.ts";
import { loadRenderer, renderLazily } from "../report/lazy-renderer.ts";
import type { ReportSource } from "../report/source.ts";
import { keyTextOf, sourceWithKey } from "./report-source.ts";

/**
 * The work that takes long for a large case. Each task is a pure function of its input, so it gives the same result
 * in any thread.
 */
export interface CaseTasks {
  /** As `DigestArtifacts`. @throws ClarityError `unreportable_case` */
  readonly digest: DigestArtifacts;
  /** Transfers the bytes, too. @throws ClarityError `unreportable_case` */
  readonly summarise: (input: DigestInput) => Promise<CaseSummary>;
  /** The consistency checks, which need every artifact of the case. */
  readonly check: (content: CaseContent) => Promise<ChecksSummary>;
  /** Loads what `render` needs, so that the next call takes less time. A failure is left to that call. */
  readonly prepareRender: () => Promise<void>;
  /** @throws ClarityError `misconfigured` when the renderer belongs to another build */
  readonly render: (content: CaseContent) => Promise<Uint8Array>;
}

/** Runs each task at once, in this thread. */
export const tasksHere: CaseTasks = {
  digest: async (input) => await Promise.resolve(digest(input)),
  summarise: async (input) => await Promise.resolve(summarise(input)),
  check: async (content) => await Promise.resolve(checksSummary(content)),
  prepareRender: async () => await loadRenderer().then(noMatter, noMatter),
  render: async (content) => await renderLazily(reportSource(content)),
};

function noMatter(): void {}

/** The outcome of the consistency checks, in short. */
export function checksSummary(content: Omit<CaseContent, "key">): ChecksSummary {
  const { caseId, texts, record } = content;
  return summaryOf(checksOf(artifactsIn(caseId, texts), record));
}

/** The source that the report of a case is drawn from. */
export function reportSource(content: Omit<CaseContent, "key">): ReportSource {
  const text = keyTextOf(content);
  return sourceWithKey(content, text, sha256Hex(text));
}
