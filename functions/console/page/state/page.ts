import type { Client } from "../api/client.ts";
import type { DownloadBrowser } from "../report/download.ts";
import type { Clock } from "../report/runner.ts";
import type { Selection } from "../list/selection.ts";
import type { Choice, Shortcuts, Theme } from "./kept.ts";
import type { Reconnection } from "./reconnection.ts";

/** The page's environment: main.tsx makes it once, and tests replace it. */
export interface Page {
  readonly client: Client;
  readonly clock: Clock;
  readonly reconnection: Reconnection;
  readonly download: DownloadBrowser;
  /** The address of the service for others, ending in a slash: `PUBLIC_URL`, or else where the reader has the page. */
  readonly publicUrl: string;
  /** Undefined where the browser has no clipboard, as on plain HTTP. */
  readonly copy: ((text: string) => Promise<void>) | undefined;
  /** Whether the browser shows PDFs in a page. */
  readonly showsPdf: boolean;
  readonly theme: Choice<Theme>;
  readonly shortcuts: Choice<Shortcuts>;
  /** The cases that the reader has selected in the list. */
  readonly selection: Selection;
}
