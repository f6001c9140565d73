import { artifactsIn } from "../case/artifacts-in.ts";
import { attachmentsOf } from "../case/attachments.ts";
import type { CaseContent } from "../case/cases.ts";
import { keyText } from "../case/key-text.ts";
import type { ReportSource } from "../report/source.ts";
import { REPORT_VERSION } from "../report/version.ts";

type Content = Omit<CaseContent, "key">;

/** The text of the `key.json` of a case's report, by this report version. */
export function keyTextOf({ hashes, record }: Content): string {
  return keyText({ artifacts: hashes, record, report: REPORT_VERSION });
}

/**
 * The source that the report of a case is drawn from. Does not import Node's modules, so the caller hashes.
 *
 * @param text that of `keyTextOf`
 * @param cacheKey its SHA-256
 */
export function sourceWithKey(
  { caseId, hashes, texts, record }: Content,
  text: string,
  cacheKey: string,
): ReportSource {
  return {
    artifacts: artifactsIn(caseId, texts),
    hashes,
    record,
    cacheKey,
    attachments: attachmentsOf(texts, text),
  };
}
