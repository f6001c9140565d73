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
  const url = usePreviewUrl(page, report.blob);
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
      {url === undefined ? (
        <NoPreview cacheKey={report.cacheKey} />
      ) : (
        <iframe class="preview-frame" src={url} title="The report, as a PDF" />
      )}
    </dialog>
  );
}

/** Undefined before there is one, and in browsers that show no PDFs in a page. */
function usePreviewUrl({ showsPdf, download }: Page, blob: Blob): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const opened = showsPdf ? tryOpen(blob, download.urls) : undefined;
    setUrl(opened?.url);
    return opened?.revoke;
  }, [showsPdf, download, blob]);
  return url;
}

function tryOpen(blob: Blob, urls: Page["download"]["urls"]): ObjectUrl | undefined {
  try {
    return openObjectUrl(blob, urls);
  } catch {
    return undefined;
  }
}

function NoPreview({ cacheKey }: { readonly cacheKey: string | undefined }) {
  return (
    <p class="preview-none">
      This browser shows no PDFs in a page.{" "}
      {cacheKey === undefined ? null : (
        <a href={hrefOf(cacheKey)} target="_blank" rel="noopener">
          Open the report at its permanent address
        </a>
      )}
    </p>
  );
}
