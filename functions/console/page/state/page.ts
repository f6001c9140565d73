import type { Client } from "../api/client.ts";
import type { DownloadBrowser } from "../report/download.ts";
import type { Clock } from "../report/runner.ts";
import type { Choice, Shortcuts, Theme } from "./kept.ts";

/** What the page has of the world around it: made once in main.tsx, and made up in tests. */
export interface Page {
  readonly client: Client;
  readonly clock: Clock;
  readonly download: DownloadBrowser;
  /** Undefined where the browser has no clipboard, as on plain HTTP. */
  readonly copy: ((text: string) => Promise<void>) | undefined;
  /** Whether the browser shows PDFs in a page. */
  readonly showsPdf: boolean;
  readonly theme: Choice<Theme>;
  readonly shortcuts: Choice<Shortcuts>;
}
