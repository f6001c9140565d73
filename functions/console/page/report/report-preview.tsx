import { useEffect, useRef, useState } from "preact/hooks";
import { hrefOf } from "../api/answers.ts";
import { Icon } from "../parts/icon.tsx";
import type { Page } from "../state/page.ts";
import { type ObjectUrl, openObjectUrl } from "./download.ts";
import type { GotReport } from "./state.ts";

interface ReportPreviewProps {
  readonly page: Page;
  readonly report: GotReport;
  readonly onClose: () => void;
}

/** The report in a dialog of this page, under an object URL that lasts as long as the dialog. */
export function ReportPreview({ page, report, onClose }: ReportPreviewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const preview = usePreview(page, report.blob);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="preview" ref={dialog} aria-labelledby="preview-heading" onClose={onClose}>
      <div class="preview-head">
        <h2 id="preview-heading">Preview of the report</h2>
        <button
          type="button"
          class="icon-button"
          aria-label="Close the preview"
          title="Close the preview"
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      {preview.url === undefined ? null : (
        <iframe class="preview-frame" src={preview.url} title="The report, as a PDF" />
      )}
      {preview.why === undefined ? null : (
        <NoPreview why={preview.why} cacheKey={report.cacheKey} />
      )}
    </dialog>
  );
}

/** The address of the preview, or why it is missing; neither while it is loading. */
type Preview = Partial<ObjectUrl> & { readonly why?: string };

function usePreview({ showsPdf, download }: Page, blob: Blob): Preview {
  const [preview, setPreview] = useState<Preview>({});
  useEffect(() => {
    const opened: Preview = showsPdf
      ? tryOpen(blob, download.urls)
      : { why: "This browser cannot show PDFs in a page." };
    setPreview(opened);
    return opened.revoke;
  }, [showsPdf, download, blob]);
  return preview;
}

function tryOpen(blob: Blob, urls: Page["download"]["urls"]): Preview {
  try {
    return openObjectUrl(blob, urls);
  } catch (thrown) {
    return { why: thrown instanceof Error ? thrown.message : "The preview failed." };
  }
}

interface NoPreviewProps {
  readonly why: string;
  readonly cacheKey: string | undefined;
}

function NoPreview({ why, cacheKey }: NoPreviewProps) {
  return (
    <p class="preview-none">
      {why}{" "}
      {cacheKey === undefined ? null : (
        <a href={hrefOf(cacheKey)} target="_blank" rel="noopener">
          Open the report at its permanent address
        </a>
      )}
    </p>
  );
}
