import { manifestText } from "../../../../lib/service/batch/manifest-text.ts";
import { doneOf, partsOf } from "../../../../lib/service/batch/progress.ts";
import { adviceOn } from "../report/words.ts";
import { downloadReportBlob } from "../report/download.ts";
import { Icon } from "../parts/icon.tsx";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import type { Address } from "../state/address.ts";
import type { Page } from "../state/page.ts";
import type { Known } from "./batch-state.ts";
import { DownloadZip } from "./download-zip.tsx";
import type { BatchRunner } from "./batch-runner.ts";
import { useBatch } from "./use-batch.ts";
import { batchWords, grouped, quarterWords } from "./words.ts";
import { WithoutReport } from "./without-report.tsx";

interface OneBatchProps {
  readonly page: Page;
  readonly address: Address;
  readonly id: string;
}

/** A batch: how far it is, what it has made, and which cases have no report. */
export function OneBatch({ page, address, id }: OneBatchProps) {
  const [state, runner] = useBatch(page, id);
  switch (state.name) {
    case "loading":
      return <Skeleton room="tall" slow={false} />;
    case "missing":
      return (
        <p>
          This browser does not know this batch: it was begun in another browser, or removed. Select
          cases in the list to begin one. Reports that are stored are found at once.
        </p>
      );
    case "failed":
      return (
        <RetryNotice
          problem={state.problem}
          what="The batch"
          onRetry={() => void runner.refresh()}
        />
      );
    case "known":
      return <KnownBatch batch={state.batch} {...{ page, address, runner }} />;
    default:
      return state satisfies never;
  }
}

interface KnownBatchProps {
  readonly page: Page;
  readonly address: Address;
  readonly batch: Known;
  readonly runner: BatchRunner;
}

function KnownBatch({ page, address, batch, runner }: KnownBatchProps) {
  const { phase, problem, reports, refused, failures } = batch;
  const { headline, detail } = batchWords(batch);
  const isAtRest = phase === "paused" || phase === "complete";
  return (
    <>
      <section class={`card batch batch-${phase}`} aria-labelledby="batch-headline">
        <div aria-live="polite" aria-atomic="true">
          <h2 id="batch-headline">{headline}</h2>
          <p class="note">{detail}</p>
          {problem === undefined ? null : <p class="note">{adviceOn(problem)}</p>}
        </div>
        <Progress batch={batch} now={page.clock.now()} />
        <div class="batch-buttons">
          <MainButton phase={phase} runner={runner} />
          {phase === "complete" ? <ManifestButton page={page} batch={batch} /> : null}
          {isAtRest && reports.length > 0 ? <DownloadZip page={page} batch={batch} /> : null}
        </div>
        {phase === "complete" ? (
          <p class="note">
            The manifest has a line for each case, and is in the ZIP file, too. It is the file that{" "}
            <code>clarity batch</code> writes for these cases. That command also stores it in the
            service; this page does not.
          </p>
        ) : null}
      </section>
      <WithoutReport heading="Failed for now" entries={failures} address={address} />
      <WithoutReport heading="Refused" entries={refused} address={address} />
    </>
  );
}

function MainButton({ phase, runner }: Pick<KnownBatchProps, "runner"> & Pick<Known, "phase">) {
  if (phase === "complete" || phase === "pausing") return null;
  if (phase === "planned" || phase === "paused") {
    return (
      <button type="button" class="button button-primary" onClick={() => void runner.start()}>
        {phase === "planned" ? "Start" : "Continue"}
      </button>
    );
  }
  return (
    <button type="button" class="button" onClick={() => void runner.pause()}>
      Pause
    </button>
  );
}

function ManifestButton({
  page,
  batch: { reports, refused },
}: Omit<KnownBatchProps, "runner" | "address">) {
  const save = (): void => {
    const text = manifestText([...reports, ...refused]);
    const blob = new Blob([text], { type: "application/jsonl" });
    downloadReportBlob(blob, "clarity_manifest.jsonl", page.download);
  };
  return (
    <button type="button" class="button" onClick={save}>
      <Icon name="download" />
      Download manifest
    </button>
  );
}

function Progress({ batch, now }: { readonly batch: Known; readonly now: number }) {
  const { progress, phase, since } = batch;
  const { total, hits, renders, refused, failed } = progress;
  const done = doneOf(progress);
  const { rate, left } = partsOf(progress, now - since.at, since.done);
  const moves = phase === "running" || phase === "elsewhere";
  const facts = {
    "Stored before": hits,
    "Rendered now": renders,
    Refused: refused,
    "Failed for now": failed,
  };
  return (
    <>
      <progress aria-label="Cases that are done" max={total} value={done} />
      <output class="hidden">{moves ? quarterWords(done, total) : ""}</output>
      <p class="note number batch-rate">
        <span>
          {grouped(done)} of {grouped(total)} cases
        </span>
        {moves && left !== "?" ? (
          <span>
            {rate} per second, {left} left
          </span>
        ) : null}
      </p>
      <dl class="facts facts-tight batch-facts">
        {Object.entries(facts).map(([term, count]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd class="number">{grouped(count)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
