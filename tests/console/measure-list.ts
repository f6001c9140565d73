import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { writeCases } from "../bench/many-cases.ts";
import { milliseconds, newPage, type Row, withService } from "./measured-service.ts";

const CASES = 10_000;
const VISITS = 11;
/** Of 100 rows each, as the page asks for them. */
const SCREENS = 60;

/** The list of 10,000 cases, once the service knows all of them. */
export async function measureManyCases(browser: Browser): Promise<Row[]> {
  const rows: Row[] = [];
  await withService(
    async (folder) => {
      await mkdir(folder, { recursive: true });
      writeCases(folder, CASES);
    },
    async (url) => {
      await untilAllIsKnown(browser, url);
      rows.push(milliseconds("10,000 cases: the first rows", await firstRows(browser, url)));
      rows.push(...(await reactions(browser, url)), ...(await scrolled(browser, url)));
    },
  );
  return rows;
}

async function untilAllIsKnown(browser: Browser, url: string): Promise<void> {
  const page = await newPage(browser);
  await page.goto(url);
  await page.locator(".rows > li").first().waitFor();
  await page.locator(".progress-note").waitFor({ state: "detached", timeout: 1_200_000 });
  await page.context().close();
}

/** Milliseconds from the begin of a navigation, with nothing cached, until rows are painted. */
async function firstRows(browser: Browser, url: string): Promise<number[]> {
  const times: number[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await newPage(browser);
    await page.goto(url, { waitUntil: "commit" });
    times.push(await page.evaluate(rowsPainted));
    await page.context().close();
  }
  return times;
}

/** Runs in the page. */
async function rowsPainted(): Promise<number> {
  do {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  } while (document.querySelector(".rows > li") === null);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now();
}

/** Sorting and filtering: milliseconds from the choice until the service's answer is painted. */
async function reactions(browser: Browser, url: string): Promise<Row[]> {
  const page = await newPage(browser);
  await page.goto(url);
  await page.locator(".rows > li").first().waitFor();
  const sorted: number[] = [];
  const filtered: number[] = [];
  for (let time = 0; time < VISITS; time += 1) {
    sorted.push(await page.evaluate(answered, ".rows-heading:not(.rows-heading-chosen)"));
    filtered.push(await page.evaluate(answered, '.chip[aria-pressed="false"]:last-child'));
    filtered.push(await page.evaluate(answered, '.chip[aria-pressed="true"]:last-child'));
  }
  await page.context().close();
  return [
    milliseconds("10,000 cases: sorted", sorted),
    milliseconds("10,000 cases: filtered", filtered),
  ];
}

/** Runs in the page: presses something, and waits for the answer of the list. */
async function answered(selector: string): Promise<number> {
  performance.clearResourceTimings();
  const button = document.querySelector(selector);
  if (!(button instanceof HTMLElement)) throw new Error(`expected ${selector} in the page`);
  const from = performance.now();
  button.click();
  do {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  } while (
    !performance.getEntriesByType("resource").some(({ name }) => name.includes("/demo/cases"))
  );
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - from;
}

/** The heap and the elements of the page after as many rows as that, scrolled through. */
async function scrolled(browser: Browser, url: string): Promise<Row[]> {
  const page = await newPage(browser);
  await page.goto(url);
  await page.locator(".rows > li").first().waitFor();
  const rows: Row[] = [];
  for (let screen = 1; screen <= SCREENS; screen += 1) {
    if ([1, SCREENS / 2, SCREENS].includes(screen)) {
      rows.push({
        what: `10,000 cases: ${await lastPlace(page)} rows on`,
        value: await weight(page),
      });
    }
    const before = await lastPlace(page);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForFunction(
      (place) => document.querySelector(".rows > li:last-child")?.ariaPosInSet !== place,
      before,
    );
  }
  await page.context().close();
  return rows;
}

async function lastPlace(page: Page): Promise<string> {
  return await page.evaluate(
    () => document.querySelector(".rows > li:last-child")?.ariaPosInSet ?? "",
  );
}

async function weight(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes } = await session.send("Memory.getDOMCounters");
  return `${(usedSize / 1e6).toFixed(1)} MB of heap, ${nodes} nodes`;
}
