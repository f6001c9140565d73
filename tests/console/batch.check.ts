/** Batches from the page, in Chromium, against the real service. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { addCase } from "../http/test-service.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { openTab, useBrowser } from "./browser.ts";
import { keepCoverage } from "./page-coverage/tab.ts";

/** BATCH_CASES=2000 for the figure of docs/performance.md. */
const COUNT = Number(process.env["BATCH_CASES"] ?? 40);
const PATIENCE = { timeout: 60_000 + COUNT * 500 };
const IDS = Array.from({ length: COUNT }, (_, nth) => `case_${String(nth).padStart(3, "0")}`);
const BROKEN = "broken";

useBrowser();

let service: LocalService;

beforeAll(async () => {
  const home = await makeHome([]);
  for (const id of IDS) await addCase(home.artifactRoot, id);
  await mkdir(join(home.artifactRoot, BROKEN));
  await writeFile(join(home.artifactRoot, BROKEN, "manifest.json"), '{"title": NaN}');
  // One at a time: a batch takes long enough to be interrupted.
  service = await LocalService.start(home, { RENDER_CONCURRENCY: "1" });
});

afterAll(async () => {
  await service.discard();
});

const rowsOf = (page: Page) => page.locator("main ul.rows > li");
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const selected = (page: Page) => page.locator("ul.rows").getByRole("checkbox", { checked: true });

/** Runs in the page. */
const isFocused = (element: Element): boolean => element === document.activeElement;
const hasFocus = async (locator: Locator) => await locator.evaluate(isFocused);

async function openList(page: Page, address = ""): Promise<void> {
  await page.goto(`${service.url}/${address}`);
  await rowsOf(page).first().waitFor();
}

/** How many cases are done, as the page shows it. */
async function doneIn(page: Page): Promise<number> {
  return Number(await page.locator("progress").first().getAttribute("value"));
}

const renders = () => service.logged("render").length;

async function downloaded(page: Page, name: string | RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return await readFile(await download.path());
}

/** The manifest that the command writes for the same cases. */
function manifestOfCommand(): string {
  const file = join(service.home.root, "manifest.jsonl");
  const { artifactRoot, cacheDir } = service.home;
  const ran = spawnSync(process.execPath, ["functions/clarity.cjs", "batch", "-o", file], {
    cwd: inject("builtService"),
    env: { ...process.env, ARTIFACT_ROOT: artifactRoot, CLARITY_CACHE_DIR: cacheDir },
    encoding: "utf8",
  });
  // 1: a case was refused.
  if (ran.status !== 1) throw new Error(`status ${ran.status}: ${ran.stderr}`);
  return readFileSync(file, "utf8");
}

test(
  "a batch that is closed in the middle goes on when it is opened again, in two tabs, and renders each report once",
  async () => {
    const first = await openTab({ mayMeet: [422] });
    await openList(first);
    await button(first, `Reports for all (${COUNT + 1})`).click();
    if (COUNT > 50) await button(first, "Start").click();
    await first.getByRole("heading", { name: "The reports are being made" }).waitFor();
    const address = first.url();
    expect(address).toMatch(/#\/batch\/[0-9a-f]{16}$/);
    await expect
      .poll(async () => await doneIn(first), { ...PATIENCE, interval: 20 })
      .toBeGreaterThan(COUNT / 4);
    await keepCoverage(first);
    await first.close();
    expect(renders()).toBeLessThan(COUNT);

    const [again, other] = await Promise.all([
      first.context().newPage(),
      first.context().newPage(),
    ]);
    await Promise.all([again.goto(address), other.goto(address)]);
    const headline = `${COUNT.toLocaleString("en")} reports ready, 1 case refused`;
    for (const tab of [again, other])
      await tab.getByRole("heading", { name: headline }).waitFor(PATIENCE);
    expect(renders()).toBe(COUNT);
    expect(await service.storedReports()).toHaveLength(COUNT);

    const refused = again.getByRole("listitem").filter({ hasText: BROKEN });
    expect(await refused.innerText()).toMatch(/unreportable_case[^]*NaN[^]*Ask the producer/);
    const manifest = await downloaded(again, "Download manifest");
    expect(manifest.toString()).toBe(manifestOfCommand());
  },
  2 * PATIENCE.timeout,
);

/** Lets a page write files as a picker would, without the dialog, which no test can answer. */
function withFilePicker(): void {
  Object.assign(globalThis, {
    showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
      await (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
  });
}

/** Runs in the page. */
async function savedFile(name: string): Promise<number[]> {
  const handle = await (await navigator.storage.getDirectory()).getFileHandle(name);
  return [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
}

test("selected cases are downloaded as one ZIP file with the manifest, with the same bytes each time", async () => {
  const page = await openTab();
  await openList(page, "?sort=id");
  await rowsOf(page).nth(2).getByRole("checkbox").click();
  await rowsOf(page)
    .nth(4)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await button(page, "ZIP file of these (3)").click();
  await page.getByRole("heading", { name: "3 reports ready" }).waitFor();
  const address = page.url();
  await page.evaluate(() => Reflect.deleteProperty(globalThis, "showSaveFilePicker"));
  const zip = await downloaded(page, /^Download ZIP \(3 reports, /);
  const files = unzipSync(zip);
  const ids = [IDS[1], IDS[2], IDS[3]];
  expect(Object.keys(files)).toEqual([
    "manifest.jsonl",
    ...ids.map((id) => `clarity_report_${id}.pdf`),
  ]);
  const lines = Buffer.from(files["manifest.jsonl"] ?? [])
    .toString()
    .trim()
    .split("\n");
  for (const [nth, line] of lines.entries()) {
    const { case_id: id, sha256, bytes } = JSON.parse(line);
    const pdf = files[`clarity_report_${id}.pdf`] ?? new Uint8Array();
    expect([id, pdf.length]).toEqual([ids[nth], bytes]);
    expect(createHash("sha256").update(pdf).digest("hex")).toBe(sha256);
  }

  await page.addInitScript(withFilePicker);
  await page.reload();
  await page.goto(address);
  const zipButton = button(page, /^Download ZIP/);
  const status = await page.locator(".batch-buttons output").elementHandle();
  await zipButton.press("Enter");
  await page.getByText("The ZIP file is saved.").waitFor();
  // Screen readers announce what changes in an element that was there before.
  expect(await status?.textContent()).toBe("The ZIP file is saved.");
  expect(await status?.evaluate((element) => element.isConnected)).toBe(true);
  expect(await hasFocus(zipButton)).toBe(true);
  const streamed = await page.evaluate(savedFile, "clarity_reports.zip");
  expect(Buffer.from(streamed).equals(zip)).toBe(true);
});

test("the keyboard selects rows and ranges, and all that a search finds, beyond the rows that are loaded", async () => {
  const page = await openTab();
  await openList(page, "?q=case_&sort=id");
  await rowsOf(page).first().getByRole("link").focus();
  await page.keyboard.press("x");
  for (const key of ["ArrowDown", "ArrowDown", "Shift+X"]) await page.keyboard.press(key);
  await page.getByText("3 cases selected").waitFor();
  expect(await selected(page).count()).toBe(3);
  await page.keyboard.press("Space");
  await page.getByText("2 cases selected").waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  await page.getByText("3 cases selected").waitFor();
  const all = page.getByRole("checkbox", { name: "3 cases selected" });
  await all.click();
  await page.getByRole("checkbox", { name: `Select all ${COUNT} cases` }).press("Space");
  await page.getByText(`${COUNT} cases selected`).waitFor();
  expect(await hasFocus(page.getByRole("checkbox", { name: `${COUNT} cases selected` }))).toBe(
    true,
  );
  await button(page, `Reports for these (${COUNT})`).waitFor();
  // The selection outlives the search.
  await page.getByRole("searchbox").fill("broken");
  await expect.poll(async () => await rowsOf(page).count()).toBe(1);
  await page.getByText(`${COUNT} cases selected`).waitFor();
});

test("a batch can be paused, is listed with its state, and can be removed", async () => {
  const page = await openTab({ mayMeet: [422] });
  await openList(page);
  // Slow enough to be paused.
  await page.route("**/report/cases/*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    await route.continue();
  });
  await button(page, `Reports for all (${COUNT + 1})`).click();
  if (COUNT > 50) await button(page, "Start").click();
  await button(page, "Pause").click();
  await page.getByRole("heading", { name: "Paused" }).waitFor();
  const done = await doneIn(page);
  expect(done).toBeLessThan(COUNT);
  const address = page.url();
  await page.reload();
  await button(page, "Continue").waitFor();
  expect(await doneIn(page)).toBe(done);
  await page.getByRole("link", { name: "All batches" }).click();
  await page.getByText(`${done} done`).waitFor();
  await button(page, /^Remove/).click();
  await page.getByText("There is no batch in this browser.").waitFor();
  await page.goto(address);
  await page.getByText("This browser does not know this batch").waitFor();
});

test("the focus goes to the next batch when one is removed", async () => {
  const page = await openTab();
  await openList(page, "?q=case_00");
  for (const count of [1, 2]) {
    await rowsOf(page).nth(count).getByRole("checkbox").click();
    await button(page, `Reports for these (${count})`).click();
    await page.getByRole("heading", { name: /ready$/ }).waitFor();
    await page.getByRole("link", { name: "All cases" }).click();
    await rowsOf(page).first().waitFor();
  }
  await page.getByRole("link", { name: "Batches" }).click();
  await button(page, /^Remove the batch of 2 cases/).press("Enter");
  await expect.poll(async () => await button(page, /^Remove/).count()).toBe(1);
  expect(await hasFocus(page.getByRole("link", { name: /^1 case, begun/ }))).toBe(true);
});

test("cases that the service is too busy for are tried again, and a batch that no case could finish says why", async () => {
  const page = await openTab({ mayMeet: [422, 429, 503, 401] });
  await openList(page, "?q=case_00");
  let busy = 3;
  await page.route("**/report/cases/*", async (route) => {
    const headers = { "retry-after": "1" };
    await (busy-- > 0 ? route.fulfill({ status: 429, headers }) : route.continue());
  });
  await rowsOf(page).first().getByRole("checkbox").click();
  await button(page, "Reports for these (1)").click();
  await page.getByRole("heading", { name: "1 report ready" }).waitFor();
  expect(busy).toBeLessThan(0);

  await page.goBack();
  await page.unroute("**/report/cases/*");
  await page.route("**/report/cases/*", async (route) => await route.fulfill({ status: 401 }));
  await button(page, "Reports for these (1)").click();
  await page.getByRole("heading", { name: /misconfigured/ }).waitFor();
  await page.unroute("**/report/cases/*");
  await button(page, "Continue").click();
  await page.getByRole("heading", { name: "1 report ready" }).waitFor();
});
