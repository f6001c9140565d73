/**
 * The console's time to display, time to react, and weight, in Chromium against the service as
 * `npm start` runs it. `npm run bench:console` prints the table of docs/performance.md.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { freePort } from "../servers/free-port.ts";
import { chromiumPath, LAUNCH_ARGUMENTS } from "./chromium.ts";

const VISITS = 15;
const VIEWPORT = { width: 1440, height: 900 };
const LARGE_CASE = "/#/case/case_large";

interface Row {
  readonly what: string;
  readonly value: string;
}

/** Runs something against a service with the demo cases and an empty store. */
async function withService(run: (url: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-console-"));
  const port = await freePort();
  const settings = { PORT: String(port), CLARITY_CACHE_DIR: join(folder, "cache") };
  const service = spawn(process.execPath, ["functions/clarity.cjs", "start"], {
    env: { ...process.env, ...settings, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(service, "exit");
  try {
    let output = "";
    for await (const text of service.stdout.setEncoding("utf8")) {
      output += String(text);
      if (output.includes("Ctrl-C stops it.")) break;
    }
    await run(`http://localhost:${port}`);
  } finally {
    service.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A page in a new browser profile: nothing is cached. */
async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  return await context.newPage();
}

async function settled(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForLoadState("networkidle");
}

/** Milliseconds to the first contentful paint of the last navigation. */
async function firstPaint(page: Page): Promise<number> {
  return await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  );
}

async function paints(browser: Browser, url: string, again: boolean): Promise<number[]> {
  const times: number[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await newPage(browser);
    await settled(page, url);
    if (again) {
      await page.reload();
      await page.waitForLoadState("networkidle");
    }
    times.push(await firstPaint(page));
    await page.context().close();
  }
  return times;
}

/** Bytes on the wire, headers included: of the page, and of its API requests. */
async function transferred(browser: Browser, url: string): Promise<{ page: number; api: number }> {
  const page = await newPage(browser);
  const session = await page.context().newCDPSession(page);
  const paths = new Map<string, string>();
  const bytes = { page: 0, api: 0 };
  await session.send("Network.enable");
  session.on("Network.responseReceived", ({ requestId, response }) => {
    paths.set(requestId, new URL(response.url).pathname);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const isPage = /^\/(?:assets\/.*)?$/.test(paths.get(requestId) ?? "");
    bytes[isPage ? "page" : "api"] += encodedDataLength;
  });
  await settled(page, url);
  await page.context().close();
  return bytes;
}

/** Runs in the page. Chromium rounds to 8 ms, and reports events of 16 ms or longer. */
function recordInteractions(): void {
  const durations: number[] = [];
  const options = { type: "event", durationThreshold: 16, buffered: true };
  Object.assign(globalThis, { durations });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if ("interactionId" in entry && entry.interactionId !== 0) durations.push(entry.duration);
    }
  }).observe(options);
}

const INTERACTIONS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "reading a chart by key": async (page) => {
    await page
      .getByRole("slider", { name: /^Values of/ })
      .first()
      .focus();
    await pressed(page, "ArrowRight");
  },
  "reading the heatmap by key": async (page) => {
    await page.getByRole("slider", { name: /eatmap/ }).focus();
    await pressed(page, "ArrowDown");
  },
  "fading the heatmap": async (page) => {
    await page.getByRole("slider", { name: "Opacity" }).focus();
    await pressed(page, "ArrowLeft");
  },
  "the other map": async (page) => {
    await page.getByRole("radio", { name: "Evidence map" }).focus();
    await pressed(page, "ArrowLeft", "ArrowRight");
  },
  "the other difference of the probes": async (page) => {
    await page.getByRole("radio", { name: "ΔESI" }).focus();
    await pressed(page, "ArrowRight", "ArrowLeft");
  },
  "opening a table of all probes": async (page) => {
    await page.getByText("Probes as a table", { exact: true }).focus();
    await pressed(page, "Enter", "Enter");
  },
};

const PRESSES = 20;

async function pressed(page: Page, ...keys: readonly string[]): Promise<void> {
  for (let press = 0; press < PRESSES; press += 1) {
    await page.keyboard.press(keys[press % keys.length] ?? "");
    // Until it is painted.
    await page.evaluate(
      async () => await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))),
    );
  }
}

/** The longest of each kind. */
async function interactions(browser: Browser, url: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [what, interact] of Object.entries(INTERACTIONS)) {
    const page = await newPage(browser);
    await page.addInitScript(recordInteractions);
    await settled(page, `${url}${LARGE_CASE}`);
    await interact(page);
    await page.waitForTimeout(200);
    const durations = await page.evaluate((): number[] => Object(globalThis).durations);
    const longest = Math.max(0, ...durations);
    rows.push({ what, value: longest === 0 ? "below 16 ms" : `${longest} ms` });
    await page.context().close();
  }
  return rows;
}

function milliseconds(what: string, times: readonly number[]): Row {
  const longest = Math.max(...times);
  return { what, value: `${median(times).toFixed(0)} ms, at most ${longest.toFixed(0)} ms` };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;

async function measure(browser: Browser, url: string): Promise<Row[]> {
  await transferred(browser, url);
  const large = `${url}${LARGE_CASE}`;
  const weight = await transferred(browser, large);
  return [
    milliseconds("first contentful paint, nothing cached", await paints(browser, url, false)),
    milliseconds("the same, visited before", await paints(browser, url, true)),
    milliseconds("the same of `case_large`", await paints(browser, large, false)),
    { what: "transferred: the page", value: kilobytes(weight.page) },
    { what: "transferred: what `case_large` holds", value: kilobytes(weight.api) },
    ...(await interactions(browser, url)).map(({ what, value }) => ({
      what: `interaction to next paint: ${what}`,
      value,
    })),
  ];
}

await withService(async (url) => {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...LAUNCH_ARGUMENTS],
  });
  try {
    const rows = await measure(browser, url);
    process.stdout.write(`Chromium ${browser.version()}\n\n| what | found |\n| --- | --- |\n`);
    for (const { what, value } of rows) process.stdout.write(`| ${what} | ${value} |\n`);
  } finally {
    await browser.close();
  }
});
