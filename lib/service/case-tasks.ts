import { artifactsIn, digest, type DigestArtifacts, type DigestInput } from "../case/digest.ts";
import { keyText, sha256Hex } from "../case/cache-key.ts";
import { attachmentsOf } from "../case/attachments.ts";
import type { CaseContent } from "../case/cases.ts";
import { summarise, type CaseSummary } from "../case/summary.ts";
import { renderLazily } from "../report/lazy-renderer.ts";
import { REPORT_VERSION } from "../report/version.ts";
import type { ReportSource } from "../report/source.ts";

/**
 * The work that takes long for a large case. Each task is a pure function of its input, so that it gives the
 * same result in this thread and in another one.
 */
export interface CaseTasks {
  /** As `DigestArtifacts`. @throws ClarityError `unreportable_case` */
  readonly digest: DigestArtifacts;
  /** Takes the bytes over, too. @throws ClarityError `unreportable_case` */
  readonly summarise: (input: DigestInput) => Promise<CaseSummary>;
  /** @throws ClarityError `misconfigured` when the renderer is another build's */
  readonly render: (content: CaseContent) => Promise<Uint8Array>;
}

/** Runs each task at once, in this thread. */
export const tasksHere: CaseTasks = {
  digest: async (input) => await Promise.resolve(digest(input)),
  summarise: async (input) => await Promise.resolve(summarise(input)),
  render: async (content) => await renderLazily(reportSource(content)),
};

/** What the report of a case is drawn from. */
export function reportSource({ caseId, hashes, texts, record }: CaseContent): ReportSource {
  const artifacts = artifactsIn(caseId, texts);
  const text = keyText({ artifacts: hashes, record, report: REPORT_VERSION });
  return {
    artifacts,
    hashes,
    record,
    cacheKey: sha256Hex(text),
    attachments: attachmentsOf(texts, text),
  };
}
