import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Gate, sha256 } from "../cache/cache-fixture.ts";
import { edited, replaced } from "../http/damages.ts";
import { addCase } from "../http/test-service.ts";
import { readPdf } from "../report/read-pdf.ts";
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
  await untilSays(page, /No report yet|A report is stored/);
  return page;
}

const generateButton = (page: Page) => page.getByRole("button", { name: "Get the report" });
const panelOf = (page: Page) => page.getByRole("region", { name: "Report" });

async function untilSays(page: Page, words: string | RegExp): Promise<void> {
  await panelOf(page).getByText(words).first().waitFor();
}

async function bytesFromApi(): Promise<Buffer> {
  return Buffer.from(await (await service.post(caseId)).arrayBuffer());
}

test("the first request renders a report, and the next visit offers it at once", async () => {
  const page = await openCase();
  await untilSays(page, "No report yet");
  await generateButton(page).click();
  await untilSays(page, /is ready, freshly rendered/);
  const stored = await service.post(caseId);
  const key = stored.headers.get("x-cache-key") ?? "";
  await untilSays(page, key);
  const { byteLength } = await stored.arrayBuffer();
  await untilSays(page, `${(byteLength / 1000).toFixed(1)} KB`);
  expect(await factOf(page, "Took")).toMatch(/^\d+\.\d s$/);
  expect(await factOf(page, "Took")).not.toBe("0.0 s");
  const again = await openCase();
  await untilSays(again, "A report is stored");
  expect(await generateButton(again).count()).toBe(0);
  await untilSays(again, `${(byteLength / 1000).toFixed(1)} KB`);
  expect(await factOf(again, "Key")).toBe(key);
  expect(await factOf(again, "SHA-256")).toBe(sha256(await bytesFromApi()));
  expect(await factOf(page, "SHA-256")).toBe(sha256(await bytesFromApi()));
});

test("a stored report is downloaded and shown without a request to render", async () => {
  const bytes = await bytesFromApi();
  const page = await openCase();
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.url());
  });
  const download = page.waitForEvent("download");
  await panelOf(page).getByRole("button", { name: "Download" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(`clarity_report_${caseId}.pdf`);
  expect((await readFile(await saved.path())).equals(bytes)).toBe(true);
  await panelOf(page).getByRole("button", { name: "Preview" }).click();
  const dialog = page.getByRole("dialog", { name: `clarity_report_${caseId}.pdf` });
  await dialog.locator("iframe").waitFor();
  expect(posts).toEqual([]);
});

test("a report that cannot be fetched has its address, and the next attempt gets it", async () => {
  await bytesFromApi();
  const page = await openCase({ mayMeet: [503] });
  let down = true;
  await page.route("**/report/*.pdf", async (route) => {
    if (down) await route.fulfill({ status: 503, body: "" });
    else await route.continue();
  });
  await panelOf(page).getByRole("button", { name: "Preview" }).click();
  await untilSays(page, "The service returned status 503 without a reason.");
  await panelOf(page).getByRole("alert").getByRole("link", { name: "permanent address" }).waitFor();
  down = false;
  await panelOf(page).getByRole("button", { name: "Preview" }).click();
  await page.getByRole("dialog").locator("iframe").waitFor();
  expect(await panelOf(page).getByRole("alert").count()).toBe(0);
});

test("how to cite the report is what the report itself says, with its address", async () => {
  const { pages } = await readPdf(new Uint8Array(await bytesFromApi()));
  const page = await openCase({ permissions: ["clipboard-read", "clipboard-write"] });
  await panelOf(page).getByRole("button", { name: "Copy the citation" }).click();
  const copied = async () => await page.evaluate(async () => await navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/^CLARITY report of case case_\d+, key [0-9a-f]{64}, report/);
  // The report cannot know its address.
  const [, inReport = "?", address = ""] = /^(.*), (\S+)$/.exec(await copied()) ?? [];
  expect(squeezed(pages[0] ?? "")).toContain(squeezed(inReport));
  expect(Buffer.from(await (await fetch(address)).arrayBuffer())).toEqual(await bytesFromApi());
  await untilSays(page, await copied());
});

/** In the report, the key is broken over two lines. */
function squeezed(text: string): string {
  return text.replaceAll(/\s/g, "");
}

test("doubts about the case are said before its report is downloaded, stored or not", async () => {
  const metrics = join(service.home.artifactRoot, caseId, "metrics.json");
  await replaced("0.841", "7.5")(metrics);
  const page = await openCase();
  await untilSays(page, "No report yet");
  const doubts = [
    // The id of the case, in its manifest, is the test's own.
    "manifest.json, metrics.json differ from what the evaluation recorded in checksums.json.",
    /^\d+ consistency checks? do(?:es)? not hold\.$/,
  ];
  for (const doubt of doubts) await untilSays(page, doubt);
  await generateButton(page).click();
  await untilSays(page, /is ready/);
  for (const doubt of doubts) await untilSays(page, doubt);
  const again = await openCase();
  await untilSays(again, "A report is stored");
  for (const doubt of doubts) await untilSays(again, doubt);
});

test("the reports of earlier states of the case are listed, newest first", async () => {
  const states: Buffer[] = [];
  const metrics = join(service.home.artifactRoot, caseId, "metrics.json");
  for (const esi of ["0.842", "0.843", "0.844"]) {
    states.push(await bytesFromApi());
    await edited((text) => text.replace(/0\.84\d/, esi))(metrics);
  }
  const page = await openCase();
  await untilSays(page, "No report yet");
  await panelOf(page).getByText("3 earlier reports of this case").click();
  const links = panelOf(page).getByRole("link", { name: /^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/ });
  expect(await links.count()).toBe(3);
  const address = new URL((await links.first().getAttribute("href")) ?? "", service.url);
  const newest = await service.get(address.pathname);
  expect(states.at(-1)?.equals(Buffer.from(await newest.arrayBuffer()))).toBe(true);
  await generateButton(page).click();
  await untilSays(page, /is ready/);
  await untilSays(page, "3 earlier reports of this case");
});

async function factOf(page: Page, term: string): Promise<string> {
  const fact = panelOf(page).locator("dl > div").filter({ hasText: term }).first();
  return await fact.locator("dd").innerText();
}

test("the key is copied, or the page says that it was not", async () => {
  const page = await openCase({ permissions: ["clipboard-read", "clipboard-write"] });
  await generateButton(page).click();
  await untilSays(page, /is ready/);
  const key = (await service.post(caseId)).headers.get("x-cache-key") ?? "";
  const copy = page.getByRole("button", { name: "Copy the key" });
  await copy.click();
  await expect
    .poll(async () => await page.evaluate(async () => await navigator.clipboard.readText()))
    .toBe(key);
  await page.evaluate(() => {
    navigator.clipboard.writeText = async () => await Promise.reject(new Error("no"));
  });
  await copy.click();
  await untilSays(page, "Copying failed");
});

test("a cancelled render continues, and its report is stored for the next request", async () => {
  // The page may ask again while the cancelled request continues.
  const page = await openCase({ mayMeet: [409] });
  const gate = new Gate();
  await page.route("**/report/generate", async (route) => {
    await gate.opened;
    await route.continue().catch(() => undefined);
  });
  await generateButton(page).click();
  await untilSays(page, "Rendering the report");
  await panelOf(page).getByRole("button", { name: "Cancel" }).press("Enter");
  await untilSays(page, "Cancelled");
  await expect.poll(async () => await page.locator(":focus").innerText()).toBe("Get the report");
  gate.open();
  await page.unroute("**/report/generate");
  await generateButton(page).click();
  await untilSays(page, /is ready/);
});

test("a case that is edited while it is shown is reloaded on request", async () => {
  const page = await openCase();
  await untilSays(page, "No report yet");
  const figures = page.getByRole("main");
  await figures.getByText("0.841").first().waitFor();
  const file = join(service.home.artifactRoot, caseId, "metrics.json");
  const metrics: { baseline_metrics: object } = JSON.parse(await readFile(file, "utf8"));
  const changed = { ...metrics, baseline_metrics: { ...metrics.baseline_metrics, esi: 0.123 } };
  await writeFile(file, JSON.stringify(changed));
  await generateButton(page).click();
  await untilSays(page, /is ready, freshly rendered/);
  expect(await figures.getByText("0.123").count()).toBe(0);
  await untilSays(page, "The case has changed since this page loaded it");
  await panelOf(page).getByRole("button", { name: "Reload case" }).click();
  await figures.getByText("0.123").first().waitFor();
  expect(await panelOf(page).getByText("The case has changed").count()).toBe(0);
});

test("the download is the API's report, byte for byte, under its name", async () => {
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
  const page = await openTab();
  await page.addInitScript(countObjectUrls);
  await page.goto(`${service.url}/#/case/${caseId}`);
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
  const hint = page.getByText("Shift+Tab leads out of the PDF");
  expect(await hint.isVisible()).toBe(false);
  await page.keyboard.press("Tab");
  await hint.waitFor();
  await page.keyboard.press("Shift+Tab");
  await hint.waitFor({ state: "hidden" });
  await page.setViewportSize({ width: 320, height: 640 });
  const { x = -1 } = (await page.getByRole("heading", { name: "Preview" }).boundingBox()) ?? {};
  expect(x).toBeGreaterThan(0);
  await page.keyboard.press("Escape");
  await frame.waitFor({ state: "detached" });
  expect(page.url()).toContain(caseId);
  expect(await page.evaluate(() => Reflect.get(globalThis, "objectUrls"))).toBe("+-");
});

/** Runs in the page: notes each object URL that is made, and each that is revoked. */
function countObjectUrls(): void {
  let noted = "";
  const noting = <A extends unknown[], R>(sign: string, call: (...given: A) => R) => {
    return (...given: A): R => {
      noted += sign;
      Object.assign(globalThis, { objectUrls: noted });
      return call(...given);
    };
  };
  URL.createObjectURL = noting("+", URL.createObjectURL.bind(URL));
  URL.revokeObjectURL = noting("-", URL.revokeObjectURL.bind(URL));
}

test("a failed preview says why, and where the report is", async () => {
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
  await dialog.getByText("The browser could not create an address for the report.").waitFor();
  expect(await dialog.getByRole("link").getAttribute("href")).toMatch(
    /^report\/[0-9a-f]{64}\.pdf$/,
  );
  expect(await dialog.locator("iframe").count()).toBe(0);
});

test("the permanent address leads to the same bytes", async () => {
  const page = await openCase();
  await generateButton(page).click();
  const link = panelOf(page).getByRole("link", { name: /ermanent/ });
  const href = (await link.getAttribute("href")) ?? "";
  expect(href).toMatch(/^report\/[0-9a-f]{64}\.pdf$/);
  const answer = await service.get(new URL(href, service.url).pathname);
  expect(Buffer.from(await answer.arrayBuffer()).equals(await bytesFromApi())).toBe(true);
});

test("the page waits while another process renders, and then gets that report", async () => {
  const page = await openCase({ mayMeet: [409] });
  const rival = await claimFirst(service, caseId);
  await generateButton(page).click();
  await untilSays(page, "Another process is rendering this report");
  await untilSays(page, /^Retrying in \d+ seconds?$/);
  await untilSays(page, /^Waiting for the service, \d+ seconds? at most$/);
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

test("the page's own request renders when the other process gives up", async () => {
  const page = await openCase({ mayMeet: [409] });
  const rival = await claimFirst(service, caseId);
  await generateButton(page).click();
  await untilSays(page, "Another process is rendering this report");
  await rival.giveUp();
  await untilSays(page, /is ready, freshly rendered/);
});

test("waiting can be cancelled, and resumed", async () => {
  const page = await openCase({ mayMeet: [409] });
  const rival = await claimFirst(service, caseId);
  await generateButton(page).click();
  await untilSays(page, "Another process is rendering this report");
  await panelOf(page).getByRole("button", { name: "Cancel" }).click();
  await untilSays(page, "Cancelled");
  await rival.giveUp();
  await generateButton(page).click();
  await untilSays(page, /is ready, freshly rendered/);
});
