/** What a tab of Chromium runs of the page, kept for provider.ts; without `--coverage`, nothing is taken. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import { inject } from "vitest";
import { ENTRY } from "./readable-page.ts";

const ASSETS = /\/assets\/([^/]+)$/;
/** The first script as the service's page names it. */
const FIRST = /^index-[^.]+\.js$/;

const sessions = new WeakMap<Page, CDPSession>();

/** The page gets the readable scripts, and the styles and workers that they name. To be called before it loads anything. */
export async function startCoverage(page: Page): Promise<void> {
  const folder = inject("pageCoverage");
  if (folder === undefined) return;
  await page.route(ASSETS, async (route) => {
    const name = nameIn(route.request().url());
    const path = join(folder, name);
    if (FIRST.test(name)) {
      // Under its own name: the other scripts import it, and it must not run twice.
      const body = `import "./${ENTRY}";`;
      await route.fulfill({ body, contentType: "text/javascript; charset=utf-8" });
    } else if (existsSync(path)) await route.fulfill({ path });
    else await route.fallback();
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
  // Every service has a port of its own: the coverage of a script is merged under its name.
  const kept = {
    result: result
      .filter(({ url }) => ASSETS.test(url))
      .map(({ scriptId, functions, url }) => ({ scriptId, functions, url: nameIn(url) })),
  };
  await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(kept));
}

function nameIn(url: string): string {
  return basename(new URL(url).pathname);
}
