import { useState } from "preact/hooks";
import { hrefOf } from "../api/answers.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import type { Page } from "../state/page.ts";
import { downloadReportBlob, fileNameOf } from "./download.ts";
import { ReportPreview } from "./report-preview.tsx";
import type { GotReport } from "./state.ts";
import { cacheWords, durationWords, sizeWords } from "./words.ts";

interface ReadyReportProps {
  readonly page: Page;
  readonly caseId: string;
  readonly report: GotReport;
}

/** What has arrived, and what can be done with it. */
export function ReadyReport({ page, caseId, report }: ReadyReportProps) {
  const { blob, cacheKey } = report;
  const [previewed, setPreviewed] = useState(false);
  const [refused, setRefused] = useState<string>();
  const fileName = fileNameOf(caseId);
  const download = (): void => {
    try {
      downloadReportBlob(blob, fileName, page.download);
      setRefused(undefined);
    } catch (thrown) {
      setRefused(thrown instanceof Error ? thrown.message : "The download failed.");
    }
  };
  return (
    <>
      <ReportFacts report={report} copy={page.copy} />
      <div class="report-buttons">
        <button type="button" class="button button-primary" onClick={download}>
          <Icon name="download" />
          Download
        </button>
        <button type="button" class="button" onClick={() => setPreviewed(true)}>
          <Icon name="eye" />
          Preview
        </button>
      </div>
      <p class="note mono">{fileName}</p>
      {refused === undefined ? null : (
        <p class="note note-bad" role="alert">
          {refused}{" "}
          {cacheKey === undefined ? "" : "The report is also available at its permanent address."}
        </p>
      )}
      {cacheKey === undefined ? null : (
        <p class="note">
          <a href={hrefOf(cacheKey)} target="_blank" rel="noopener">
            <Icon name="link" />
            Permanent address
          </a>{" "}
          for ever the same bytes, to cite
        </p>
      )}
      {previewed ? (
        <ReportPreview page={page} report={report} onClose={() => setPreviewed(false)} />
      ) : null}
    </>
  );
}

function ReportFacts({
  report,
  copy,
}: {
  readonly report: GotReport;
  readonly copy: Page["copy"];
}) {
  const { cacheKey, hit, took, size } = report;
  return (
    <dl class="facts facts-tight">
      <div>
        <dt>Cache</dt>
        <dd>{cacheWords(hit)}</dd>
      </div>
      <div>
        <dt>Took</dt>
        <dd>{durationWords(took)}</dd>
      </div>
      <div>
        <dt>Size</dt>
        <dd>{sizeWords(size)}</dd>
      </div>
      {cacheKey === undefined ? null : (
        <div class="cache-key">
          <dt>Cache key</dt>
          <dd>
            <code title={cacheKey}>{cacheKey}</code>
            <CopyButton text={cacheKey} what="the cache key" copy={copy} />
          </dd>
        </div>
      )}
    </dl>
  );
}
