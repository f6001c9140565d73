/** The parts of a browser that a download needs; some embedded browsers have no object URLs. */
export interface DownloadBrowser {
  readonly urls: {
    readonly createObjectURL?: ((blob: Blob) => string) | undefined;
    readonly revokeObjectURL?: ((url: string) => void) | undefined;
  };
  /** An anchor that is part of the page: some browsers ignore a click on one that is not. */
  readonly anchor: () => DownloadAnchor;
  readonly setTimeout: (call: () => void, milliseconds: number) => unknown;
}

/** The part of an anchor that a download uses. */
export interface DownloadAnchor {
  href: string;
  download: string;
  readonly click: () => void;
  readonly remove: () => void;
}

/** A browser reads the bytes after the click: revoking at once loses the download in some. */
const REVOKED_AFTER = 60_000;

export class DownloadError extends Error {
  override readonly name = "DownloadError";
}

/** Bytes under a local address of this page until it is revoked; revoking it twice has no effect. */
export interface ObjectUrl {
  readonly url: string;
  readonly revoke: () => void;
}

/** @throws DownloadError when the browser cannot create an object URL */
export function openObjectUrl(blob: Blob, urls: DownloadBrowser["urls"]): ObjectUrl {
  if (typeof urls.createObjectURL !== "function") {
    throw new DownloadError("This browser cannot save files from a page.");
  }
  const url = created(blob, urls);
  let open = true;
  return {
    url,
    revoke: () => {
      if (open) urls.revokeObjectURL?.(url);
      open = false;
    },
  };
}

/** Called on the object: browsers refuse the bare function. */
function created(blob: Blob, urls: DownloadBrowser["urls"]): string {
  try {
    const url = urls.createObjectURL?.(blob);
    if (typeof url === "string" && url !== "") return url;
  } catch (cause) {
    throw new DownloadError("The browser could not create an address for the report.", { cause });
  }
  throw new DownloadError("The browser could not create an address for the report.");
}

/**
 * Saves a report under a file name. The object URL is revoked in any case: a minute later, or at once
 * where something throws.
 * @throws DownloadError if the browser cannot save it; then use the report's permanent address
 */
export function downloadReportBlob(blob: Blob, fileName: string, browser: DownloadBrowser): void {
  const { url, revoke } = openObjectUrl(blob, browser.urls);
  try {
    clickOnce(url, fileName, browser.anchor());
    browser.setTimeout(revoke, REVOKED_AFTER);
  } catch (cause) {
    revokeQuietly(revoke);
    throw new DownloadError("The browser did not accept the download.", { cause });
  }
}

/** Ignores a failure here, so that it does not hide an earlier one. */
function revokeQuietly(revoke: () => void): void {
  try {
    revoke();
  } catch {
    // The address goes with the page.
  }
}

function clickOnce(url: string, fileName: string, anchor: DownloadAnchor): void {
  try {
    anchor.href = url;
    anchor.download = fileName;
    anchor.click();
  } finally {
    anchor.remove();
  }
}

/** The name that the service gives the report, too. */
export function fileNameOf(caseId: string): string {
  return `clarity_report_${caseId}.pdf`;
}
