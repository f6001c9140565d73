/** Batches from the page, in Chromium, against the real service. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
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
const selected = (page: Page) =>
  page.getByRole("checkbox", { name: /^Select case_/, checked: true });

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
  expect(ran.status, ran.stderr).toBe(1);
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
  await openList(page);
  await rowsOf(page).nth(2).getByRole("checkbox").click();
  await rowsOf(page)
    .nth(4)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await button(page, "Download these (3)").click();
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
  await button(page, /^Download ZIP/).click();
  await page.getByText("The ZIP file is saved.").waitFor();
  const streamed = await page.evaluate(savedFile, "clarity_reports.zip");
  expect(Buffer.from(streamed).equals(zip)).toBe(true);
});
