import { useEffect, useRef, useState } from "preact/hooks";
import { hrefOf } from "../api/answers.ts";
import { Icon } from "../parts/icon.tsx";
import type { Page } from "../state/page.ts";
import { type ObjectUrl, openObjectUrl } from "./download.ts";

interface ReportPreviewProps {
  readonly page: Page;
  readonly blob: Blob;
  readonly cacheKey: string;
  readonly fileName: string;
  readonly onClose: () => void;
}

/** The report in a dialog of this page, under an object URL that lasts as long as the dialog. */
export function ReportPreview({ page, blob, cacheKey, fileName, onClose }: ReportPreviewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const preview = usePreview(page, blob);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="preview" ref={dialog} aria-labelledby="preview-heading" onClose={onClose}>
      <div class="dialog-head">
        <h2 id="preview-heading">
          Preview of <span class="mono">{fileName}</span>
        </h2>
        {preview.url === undefined ? null : (
          <p class="note preview-hint">
            Shift+Tab leads out of the PDF; then Esc closes the preview.
          </p>
        )}
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
      {preview.why === undefined ? null : <NoPreview why={preview.why} cacheKey={cacheKey} />}
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
  readonly cacheKey: string;
}

function NoPreview({ why, cacheKey }: NoPreviewProps) {
  return (
    <p class="preview-none">
      {why}{" "}
      <a href={hrefOf(cacheKey)} target="_blank" rel="noopener">
        Open the report at its permanent address
      </a>
    </p>
  );
}
