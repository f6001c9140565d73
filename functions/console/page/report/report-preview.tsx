import { useEffect, useState } from "preact/hooks";
import { hrefOf } from "../api/answers.ts";
import { Modal } from "../parts/modal.tsx";
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
  const preview = usePreview(page, blob);
  return (
    <Modal
      class="preview"
      heading={
        <>
          Preview of <span class="mono">{fileName}</span>
        </>
      }
      note={
        preview.url === undefined ? null : (
          <p class="note preview-hint">
            Shift+Tab leads out of the PDF; then Esc closes the preview.
          </p>
        )
      }
      closeLabel="Close the preview"
      onClose={onClose}
    >
      {preview.url === undefined ? null : (
        <iframe class="preview-frame" src={preview.url} title="The report, as a PDF" />
      )}
      {preview.why === undefined ? null : <NoPreview why={preview.why} cacheKey={cacheKey} />}
    </Modal>
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
