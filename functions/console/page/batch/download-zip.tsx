import { useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { useFocusWhenDone } from "../report/use-panel.ts";
import { sizeWords } from "../report/words.ts";
import type { Page } from "../state/page.ts";
import type { Known } from "./batch-state.ts";
import { canStream } from "./save-zip.ts";
import { useZip } from "./use-zip.ts";
import { grouped, many } from "./words.ts";

/** Larger archives are confirmed. */
const LARGE = 100e6;
/** What fits into the simple form of ZIP, which every program reads. */
const MOST_FILES = 65_000;

interface DownloadZipProps {
  readonly page: Page;
  readonly batch: Known;
}

/** The download of all reports of a batch as one file, which is written as the reports come. */
export function DownloadZip({ page, batch }: DownloadZipProps) {
  const { reports, record } = batch;
  const [asks, setAsks] = useState(false);
  const { saving, save, cancel } = useZip(page, batch);
  const bytes = reports.reduce((sum, report) => sum + report.bytes, 0);
  const isSaving = saving.name === "saving";
  const button = useFocusWhenDone(isSaving);
  const what = `${many(reports.length, "report")}, ${sizeWords(bytes)}`;
  if (reports.length > MOST_FILES) {
    return (
      <p class="note">
        One ZIP file holds at most {grouped(MOST_FILES)} reports: select fewer cases.
      </p>
    );
  }
  if (saving.name === "failed") {
    return <RetryNotice problem={saving.problem} what="The ZIP file" onRetry={save} />;
  }
  if (asks) {
    const answer = (isYes: boolean) => (): void => {
      setAsks(false);
      if (isYes) save();
    };
    return <Confirmation what={what} onYes={answer(true)} onNo={answer(false)} />;
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class={record.purpose === "download" ? "button button-primary" : "button"}
        aria-disabled={isSaving}
        onClick={() => {
          if (isSaving) return;
          if (bytes > LARGE) setAsks(true);
          else save();
        }}
      >
        <Icon name="download" />
        Download ZIP ({what})
      </button>
      {saving.name === "saving" ? (
        <SavingZip done={saving.done} all={reports.length} what={what} onCancel={cancel} />
      ) : null}
      <output class="note">{saving.name === "saved" ? "The ZIP file is saved." : ""}</output>
    </>
  );
}

interface SavingZipProps {
  readonly done: number;
  readonly all: number;
  readonly what: string;
  readonly onCancel: () => void;
}

function SavingZip({ done, all, what, onCancel }: SavingZipProps) {
  return (
    <div class="batch-saving">
      <progress aria-label="Reports in the ZIP file" max={all} value={done} />
      <p class="note number">
        {grouped(done)} of {what}
      </p>
      <button type="button" class="button" onClick={onCancel}>
        Cancel the download
      </button>
    </div>
  );
}

interface ConfirmationProps {
  readonly what: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function Confirmation({ what, onYes, onNo }: ConfirmationProps) {
  return (
    <div class="batch-saving">
      <p>
        <strong>Save {what}, as one file?</strong>
        {canStream() ? null : " This browser first collects all of it in memory."}
      </p>
      <div class="batch-buttons">
        <button type="button" class="button button-primary" onClick={onYes}>
          Save
        </button>
        <button type="button" class="button" onClick={onNo}>
          Cancel
        </button>
      </div>
    </div>
  );
}
