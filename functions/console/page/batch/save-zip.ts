import { type DownloadBrowser, downloadReportBlob } from "../report/download.ts";

interface FilePicker {
  readonly showSaveFilePicker?: (options: {
    readonly suggestedName: string;
    readonly types: readonly unknown[];
  }) => Promise<{ readonly createWritable: () => Promise<WritableStream<Uint8Array>> }>;
}

/** Only some browsers have it, so its type is not known. */
function pickerOf(browser: object): FilePicker {
  return browser;
}

const TYPES = [{ description: "ZIP archive", accept: { "application/zip": [".zip"] } }];

/** Whether a file can be written as it comes. Otherwise the browser first collects all of it. */
export function canStream(): boolean {
  return pickerOf(window).showSaveFilePicker !== undefined;
}

/**
 * Saves a stream as a file. The reader chooses where, if the browser lets a page write files.
 *
 * @returns false when the reader has chosen no file
 * @throws what the stream throws; then there is no file
 */
export async function saveZip(
  open: () => ReadableStream<Uint8Array>,
  name: string,
  download: DownloadBrowser,
  signal: AbortSignal,
): Promise<boolean> {
  const picker = pickerOf(window);
  if (picker.showSaveFilePicker === undefined) {
    const blob = await new Response(open().pipeThrough(new TransformStream(), { signal })).blob();
    downloadReportBlob(new Blob([blob], { type: "application/zip" }), name, download);
    return true;
  }
  try {
    const handle = await picker.showSaveFilePicker({ suggestedName: name, types: TYPES });
    await open().pipeTo(await handle.createWritable(), { signal });
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return false;
    throw error;
  }
}
