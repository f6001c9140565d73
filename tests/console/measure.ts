/**
 * The console's time to display, time to react, and weight, in Chromium against the service as
 * `npm start` runs it. `npm run bench:console` prints the table of docs/performance.md.
 */
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { chromiumPath, LAUNCH_ARGUMENTS } from "./chromium.ts";
import { measureManyCases } from "./measure-list.ts";
import { milliseconds, newPage, type Row, withService } from "./measured-service.ts";

const VISITS = 15;
const LARGE_CASE = "/#/case/case_large";

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
  "outlining the regions": async (page) => {
    await page.getByRole("checkbox", { name: "Outline the regions" }).focus();
    await pressed(page, "Space");
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

/** As many cells as a case may have, and its file may hold. */
const SIDE = 2000;

async function addLongMap(cases: string): Promise<void> {
  await cp("functions/demo/artifacts", cases, { recursive: true });
  const folder = join(cases, "long_map");
  await mkdir(folder);
  await writeFile(join(folder, "manifest.json"), "{}");
  const row = (y: number): string =>
    Array.from({ length: SIDE }, (_, x) => `.${1 + (((x >> 6) + (y >> 6)) % 9)}`).join(",");
  const rows = Array.from({ length: SIDE }, (_, y) => `[${row(y).replaceAll(".", "0.")}]`);
  const heatmap = `{"width":${SIDE},"height":${SIDE},"values":[${rows.join(",")}]}`;
  await writeFile(join(folder, "overlay_bundle.json"), `{"heatmap":${heatmap}}`);
}

/** Runs in the page, before it. */
function recordTasks(): void {
  const tasks: number[] = [];
  Object.assign(globalThis, { tasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
}

/** Runs in the page, once the heatmap is in it: milliseconds since its data was there, when all of it is painted. */
async function paintedAfter(): Promise<number> {
  const canvas = document.querySelector("canvas.fig-raster");
  const isPainted = (): boolean =>
    canvas instanceof HTMLCanvasElement &&
    (canvas.getContext("2d")?.getImageData(canvas.width - 1, canvas.height - 1, 1, 1).data[3] ??
      0) > 0;
  while (!isPainted()) await new Promise((passed) => requestAnimationFrame(passed));
  const loads = performance
    .getEntriesByType("resource")
    .filter(({ name }) => name.endsWith("/overlay_bundle"));
  return performance.now() - Math.max(...loads.map((load) => Object(load).responseEnd));
}

const LONG_VISITS = 5;

/** A heatmap of 2000 × 2000: the time until it is drawn, and the longest task of the page's own thread. */
async function longMap(browser: Browser, url: string): Promise<Row[]> {
  const drawn: number[] = [];
  const longest: number[] = [];
  for (let visit = 0; visit < LONG_VISITS; visit += 1) {
    const page = await newPage(browser);
    await page.addInitScript(recordTasks);
    await page.goto(`${url}/#/case/long_map`);
    await page.locator("canvas.fig-raster").first().waitFor();
    drawn.push(await page.evaluate(paintedAfter));
    await page.waitForTimeout(500);
    const tasks = await page.evaluate((): number[] => Object(globalThis).tasks);
    longest.push(Math.max(0, ...tasks));
    await page.context().close();
  }
  return [
    milliseconds("a heatmap of 2000 × 2000 drawn, after its data is there", drawn),
    milliseconds("the longest task of the page meanwhile", longest),
  ];
}

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
    ...(await longMap(browser, url)),
  ];
}

function print(rows: readonly Row[]): void {
  for (const { what, value } of rows) process.stdout.write(`| ${what} | ${value} |\n`);
}

const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: [...LAUNCH_ARGUMENTS],
});
try {
  process.stdout.write(`Chromium ${browser.version()}\n\n| what | found |\n| --- | --- |\n`);
  await withService(addLongMap, async (url) => print(await measure(browser, url)));
  print(await measureManyCases(browser));
} finally {
  await browser.close();
}
