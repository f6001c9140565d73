/** Debian's Chromium, and pages in it that must stay quiet. */
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { chromiumPath, LAUNCH_ARGUMENTS } from "./chromium.ts";

/** Chromium itself logs every response that is not a success: that is not a fault of the page. */
const FAILED_ANSWER =
  /^Failed to load resource: (?:the server responded with a status of (\d+)|net::(\w+))/;

export interface Visit extends BrowserContextOptions {
  /** Statuses, and Chromium's names of network errors, that the test is about: they may be logged. */
  readonly mayMeet?: readonly (number | string)[];
}

let browser: Browser | undefined;

/** To be called once by each file of checks. */
export function useBrowser(): void {
  beforeAll(async () => {
    const args = [...LAUNCH_ARGUMENTS];
    browser = await chromium.launch({ executablePath: chromiumPath(), args });
  });
  afterAll(async () => {
    await browser?.close();
  });
}

/**
 * A new page in a separate browser profile. When the test is over, the page must have logged no
 * error or warning, thrown nothing, and met nothing that its policy forbids.
 */
export async function openTab({ mayMeet = [], ...options }: Visit = {}): Promise<Page> {
  if (browser === undefined) throw new Error("expected a browser, found none: call useBrowser");
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const faults: string[] = [];
  context.on("weberror", (thrown) => faults.push(String(thrown.error())));
  context.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    const [, status, network] = FAILED_ANSWER.exec(message.text()) ?? [];
    const met = status === undefined ? network : Number(status);
    if (met === undefined || !mayMeet.includes(met)) {
      faults.push(`${message.text()} (${message.location().url})`);
    }
  });
  await context.addInitScript(tellViolations);
  const page = await context.newPage();
  onTestFinished(async () => {
    await context.close();
    expect(faults).toEqual([]);
  });
  return page;
}

/** Runs in the page. It also catches errors that Chromium does not log, only reports. */
function tellViolations(): void {
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    reportError(new Error(`the policy was violated: ${violatedDirective} by ${blockedURI}`));
  });
}
