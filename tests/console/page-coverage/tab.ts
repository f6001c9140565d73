/** What a tab of Chromium runs of the page, kept for provider.ts; without `--coverage`, nothing is taken. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import { inject } from "vitest";
import { SCRIPT } from "./readable-page.ts";

const SCRIPTS = "**/assets/*.js";
/** Every service has a port of its own: the script's coverage is merged under one address. */
const ADDRESS = "page:script";

const sessions = new WeakMap<Page, CDPSession>();

/** To be called before the page loads anything. */
export async function startCoverage(page: Page): Promise<void> {
  const folder = inject("pageCoverage");
  if (folder === undefined) return;
  const path = join(folder, SCRIPT);
  await page.route(SCRIPTS, async (route) => {
    await route.fulfill({ path, contentType: "text/javascript; charset=utf-8" });
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  sessions.set(page, session);
}

/** To be called before the page is closed; a page that is closed has nothing more to keep. */
export async function keepCoverage(page: Page): Promise<void> {
  const folder = inject("pageCoverage");
  const session = sessions.get(page);
  if (folder === undefined || session === undefined || page.isClosed()) return;
  const { result } = await session.send("Profiler.takePreciseCoverage");
  const scripts = result.filter(({ url }) => /\/assets\/[^/]+\.js$/.test(url));
  const kept = {
    result: scripts.map(({ scriptId, functions }) => ({ scriptId, functions, url: ADDRESS })),
  };
  await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(kept));
}
