import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addCase } from "../http/test-service.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { openTab, useBrowser, type Visit } from "./browser.ts";
import { claimFirst } from "./rival.ts";

useBrowser();

let service: LocalService;
/** Of each test its own, so that no other has made its report. */
let caseId: string;
let made = 0;

beforeAll(async () => {
  service = await LocalService.start(await makeHome([]));
});

afterAll(async () => {
  await service.discard();
});

beforeEach(async () => {
  caseId = `case_${made++}`;
  await addCase(service.home.artifactRoot, caseId);
});

async function openCase(visit: Visit = {}): Promise<Page> {
  const page = await openTab(visit);
  await page.goto(`${service.url}/#/case/${caseId}`);
  await generateButton(page).waitFor();
  return page;
}

const generateButton = (page: Page) =>
  page.getByRole("button", { name: /^Get (?:the report|it again)$/ });
const panelOf = (page: Page) => page.getByRole("region", { name: "Report" });

async function untilSays(page: Page, words: string | RegExp): Promise<void> {
  await panelOf(page).getByText(words).first().waitFor();
}

async function bytesFromApi(): Promise<Buffer> {
  return Buffer.from(await (await service.post(caseId)).arrayBuffer());
}

test("a report is rendered at the first asking, and found at the second", async () => {
  const page = await openCase();
  await untilSays(page, "No report yet");
  await generateButton(page).click();
  await untilSays(page, /is ready, freshly rendered/);
  const key = (await service.post(caseId)).headers.get("x-cache-key") ?? "";
  await untilSays(page, new RegExp(key.slice(0, 12)));
  const again = await openCase();
  await untilSays(again, "A report is stored");
  await generateButton(again).click();
  await untilSays(again, /is ready, found in the store/);
});

test("a case that is edited while it is looked at is read anew when the reader wishes", async () => {
  const page = await openCase();
  await untilSays(page, "No report yet");
  const file = join(service.home.artifactRoot, caseId, "metrics.json");
  const metrics: { baseline_metrics: object } = JSON.parse(await readFile(file, "utf8"));
  const edited = { ...metrics, baseline_metrics: { ...metrics.baseline_metrics, esi: 0.123 } };
  await writeFile(file, JSON.stringify(edited));
  await generateButton(page).click();
  await untilSays(page, /is ready, freshly rendered/);
  const figures = page.getByRole("main");
  expect(await figures.getByText("0.123").count()).toBe(0);
  await untilSays(page, "The case was edited after this page read it");
  await panelOf(page).getByRole("button", { name: "Read it anew" }).click();
  await figures.getByText("0.123").first().waitFor();
  expect(await panelOf(page).getByText("The case was edited").count()).toBe(0);
});

test("what is downloaded is the API's report, byte for byte, under its name", async () => {
  const page = await openCase();
  await generateButton(page).click();
  const download = page.waitForEvent("download");
  await panelOf(page)
    .getByRole("button", { name: /^Download/ })
    .click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(`clarity_report_${caseId}.pdf`);
  const bytes = await readFile(await saved.path());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.equals(await bytesFromApi())).toBe(true);
});

test("the preview shows the report in the page, until it is closed", async () => {
  const page = await openCase();
  await generateButton(page).click();
  await panelOf(page).getByRole("button", { name: "Preview" }).click();
  const frame = page.getByRole("dialog").locator("iframe");
  await frame.waitFor();
  expect(await frame.getAttribute("src")).toMatch(/^blob:/);
  // The frame itself, and in it the browser's own viewer: without it the PDF would not be drawn.
  await expect
    .poll(() =>
      page
        .frames()
        .map((one) => one.url())
        .filter((url) => url.startsWith("chrome-extension://")),
    )
    .toHaveLength(1);
  await page.keyboard.press("Escape");
  await frame.waitFor({ state: "detached" });
  expect(page.url()).toContain(caseId);
});

test("a preview that cannot be made says why, and where the report is", async () => {
  const page = await openTab();
  await page.addInitScript(() => {
    URL.createObjectURL = () => {
      throw new TypeError("forbidden");
    };
  });
  await page.goto(`${service.url}/#/case/${caseId}`);
  await generateButton(page).click();
  await panelOf(page).getByRole("button", { name: "Preview" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("The browser made no address for the report.").waitFor();
  expect(await dialog.getByRole("link").getAttribute("href")).toMatch(
    /^\/report\/[0-9a-f]{64}\.pdf$/,
  );
  expect(await dialog.locator("iframe").count()).toBe(0);
});

test("the permanent address leads to the same bytes", async () => {
  const page = await openCase();
  await generateButton(page).click();
  const link = panelOf(page).getByRole("link", { name: /ermanent/ });
  const href = (await link.getAttribute("href")) ?? "";
  expect(href).toMatch(/\/report\/[0-9a-f]{64}\.pdf$/);
  const answer = await service.get(new URL(href, service.url).pathname);
  expect(Buffer.from(await answer.arrayBuffer()).equals(await bytesFromApi())).toBe(true);
});

test("while somebody else renders it the page waits, and then has theirs", async () => {
  const page = await openCase({ mayMeet: [409] });
  const rival = await claimFirst(service, caseId);
  await generateButton(page).click();
  await untilSays(page, "Somebody else is rendering this report");
  await untilSays(page, /^Asks again in \d+ seconds?$/);
  await untilSays(page, /^The service waits, \d+ seconds? at most$/);
  const elsewhere = await LocalService.start(await makeHome([]));
  try {
    await addCase(elsewhere.home.artifactRoot, caseId);
    const report = await elsewhere.post(caseId);
    await rival.finish(new Uint8Array(await report.arrayBuffer()));
  } finally {
    await elsewhere.discard();
  }
  await untilSays(page, /is ready, found in the store/);
});

test("when they give up, the page's own request renders it", async () => {
  const page = await openCase({ mayMeet: [409] });
  const rival = await claimFirst(service, caseId);
  await generateButton(page).click();
  await untilSays(page, "Somebody else is rendering this report");
  await rival.giveUp();
  await untilSays(page, /is ready, freshly rendered/);
});

test("waiting can be cancelled, and taken up again", async () => {
  const page = await openCase({ mayMeet: [409] });
  const rival = await claimFirst(service, caseId);
  await generateButton(page).click();
  await untilSays(page, "Somebody else is rendering this report");
  await panelOf(page).getByRole("button", { name: "Cancel" }).click();
  await untilSays(page, "Cancelled");
  await rival.giveUp();
  await generateButton(page).click();
  await untilSays(page, /is ready, freshly rendered/);
});
