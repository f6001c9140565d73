import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import bundle from "../../functions/demo/artifacts/bundle_rich/robustness_surface.json" with { type: "json" };
import surface from "../../functions/demo/artifacts/case_001/robustness_surface.json" with { type: "json" };
import { replaced } from "../http/damages.ts";
import { addCase } from "../http/test-service.ts";
import { readPdf } from "../report/read-pdf.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { openTab, useBrowser, type Visit } from "./browser.ts";

useBrowser();

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(
    await makeHome(["case_001", "case_large", "case_rich", "bundle_rich"]),
  );
});

afterAll(async () => {
  await service.discard();
});

async function openComparison(a: string, b: string, visit: Visit = {}): Promise<Page> {
  const page = await openTab({ viewport: { width: 1440, height: 900 }, ...visit });
  await page.goto(`${service.url}/#/compare/${a}/${b}`);
  return page;
}

/** The cells of a row of the key figures. */
async function figure(page: Page, label: string): Promise<string[]> {
  const row = page.getByRole("region", { name: "Key figures" }).getByRole("row", { name: label });
  return await row.first().getByRole("cell").allInnerTexts();
}

async function untilSaid(slider: Locator, ...words: readonly unknown[]): Promise<void> {
  for (const word of words) {
    await expect
      .poll(async () => await slider.getAttribute("aria-valuetext"))
      .toContain(String(word));
  }
}

test("two demo cases are compared on common axes, read by key, and swapped", async () => {
  const page = await openComparison("case_001", "bundle_rich");
  await page.getByRole("region", { name: "In short" }).waitFor();
  expect((await figure(page, "Lowest ESI"))[2]).toBe("−0.565");
  const slider = page.getByRole("slider", { name: "ESI along brightness, both cases" });
  await slider.focus();
  await page.keyboard.press("Home");
  const [ours, theirs] = [surface, bundle].map(({ axes }) => axes[0]?.points[0]?.esi);
  await untilSaid(slider, `ESI in A ${ours}`, `in B ${theirs}`, "B − A −");
  await page.getByRole("link", { name: "Swap A and B" }).click();
  await expect.poll(() => page.url()).toBe(`${service.url}/#/compare/bundle_rich/case_001`);
  await expect.poll(async () => (await figure(page, "Lowest ESI"))[2]).toBe("+0.565");
  // The reader of PDFs is loaded for reports only.
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name),
  );
  expect(loaded.filter((url) => /pdf/.test(url))).toEqual([]);
  expect(loaded.some((url) => /compare-page/.test(url))).toBe(true);
});

test("maps and probes are side by side on one scale, and unlike grids are named", async () => {
  const page = await openComparison("case_001", "case_large");
  const evidence = page.getByRole("region", { name: "Evidence", exact: true });
  const map = evidence.getByRole("slider", { name: "heatmap of A: values by cell" });
  await map.focus();
  await page.keyboard.press("Control+Home");
  await untilSaid(map, "Row 0", "In B", "B − A");
  await evidence.getByRole("radio", { name: "Evidence map" }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await evidence.getByRole("slider", { name: "evidence map of B: values by cell" }).waitFor();
  const probes = page.getByRole("region", { name: "Probe grid" });
  await probes.getByText("The grids are unlike: 4 × 4 cells in A, 20 × 20 in B.").waitFor();
  await probes.getByRole("radio", { name: "ΔESI" }).focus();
  await page.keyboard.press("ArrowRight");
  await probes.getByText("Δdrift of each cell").first().waitFor();
});

test("a case is compared with an earlier report of itself, and what was edited is in words", async () => {
  await addCase(service.home.artifactRoot, "case_edited");
  const report = await service.post("case_edited");
  await report.arrayBuffer();
  const key = report.headers.get("x-cache-key") ?? "";
  const metrics = join(service.home.artifactRoot, "case_edited", "metrics.json");
  await replaced('"drift": 0.118', '"drift": 0.218')(metrics);
  const page = await openComparison(`report:${key}`, "case_edited");
  await page.getByText("1 member differs in 1 artifact that both have.").waitFor();
  const members = page.getByRole("region", { name: "Members that differ" });
  const row = members.getByRole("row", { name: "drift of the baseline" });
  expect(await row.innerText()).toMatch(/0\.118\s+0\.218\s+\/baseline_metrics\/drift/);
  expect((await figure(page, "Baseline drift"))[2]).toBe("+0.100");
  await page.getByText("Stored report").first().waitFor();
  const record = page.getByRole("region", { name: "Checks and record" });
  const state = record.getByRole("row", { name: "metrics.json" });
  expect(await state.innerText()).toMatch(/confirmed\s+differs/);
  await page.getByRole("button", { name: "Choose another A" }).click();
  await page.getByRole("link", { name: /^Stored / }).waitFor();
  await rm(join(service.home.artifactRoot, "case_edited"), { recursive: true });
});

test("the second case is found from the first one's page, with the keyboard alone", async () => {
  const page = await openTab();
  await page.goto(`${service.url}/#/case/case_001`);
  await page.getByRole("button", { name: "Compare with …" }).focus();
  await page.keyboard.press("Enter");
  const search = page.getByRole("searchbox", { name: "The case to compare case_001 with" });
  await search.waitFor();
  const status = await page.locator(".cmp-picker output.note").elementHandle();
  await page.keyboard.type("nothing like this");
  await page.getByText("No case is found.").waitFor();
  // Screen readers announce what changes in an element that was there before.
  expect(await status?.textContent()).toBe("No case is found.");
  await search.fill("case_rich");
  await page.getByText("1 case found:").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.url()).toBe(`${service.url}/#/compare/case_001/case_rich`);
  await page.getByRole("region", { name: "In short" }).waitFor();
  await page.getByRole("button", { name: "Choose another B" }).press("Enter");
  await page.getByRole("searchbox", { name: "Another case as B" }).press("Escape");
  await expect.poll(async () => await page.getByRole("searchbox").count()).toBe(0);
  expect(page.url()).toContain("#/compare/");
  expect(await page.locator(":focus").innerText()).toBe("Choose another B");
});

test("what cannot be loaded is named, and the rest is compared", async () => {
  await addCase(service.home.artifactRoot, "case_bad");
  const metrics = join(service.home.artifactRoot, "case_bad", "metrics.json");
  await replaced("0.841", '"0.841"')(metrics);
  const page = await openComparison("case_001", "case_bad", { mayMeet: [422] });
  await page.getByText("metrics.json cannot be read, so it is not compared").waitFor();
  await page.getByRole("region", { name: "In short" }).waitFor();
  expect((await figure(page, "Baseline ESI"))[1]).toBe("not known");
  expect(await page.locator("main").innerText()).not.toMatch(/only in A: metrics\.json/i);
  // Which the same file on both sides is, too.
  await page.goto(`${service.url}/#/compare/case_bad/case_bad`);
  await page.getByText("The artifacts that can be read in both are the same.").waitFor();
  await rm(join(service.home.artifactRoot, "case_bad"), { recursive: true });
});

test("a case or a report that does not exist is said in its place", async () => {
  const page = await openComparison("missing", `report:${"0".repeat(64)}`, { mayMeet: [404] });
  await expect.poll(async () => await page.getByRole("alert").count()).toBe(2);
  expect(await page.getByRole("region", { name: "In short" }).count()).toBe(0);
});

test("a comparison is printed with its figures, and without buttons", async () => {
  const page = await openComparison("case_001", "case_large");
  await page.getByRole("region", { name: "Members that differ" }).waitFor();
  const { pages } = await readPdf(new Uint8Array(await page.pdf({ format: "A4" })));
  const text = pages.join(" ");
  const status = await service.get("/report/cases/case_001");
  const { cache_key: key } = v.parse(v.object({ cache_key: v.string() }), await status.json());
  // What was compared, once the cases have changed, and which of the maps is shown.
  expect(text.replaceAll(/\s/gu, "")).toContain(key);
  expect(text).toContain("Heatmap: ");
  for (const words of ["Comparison of case_001 and case_large", "Lowest ESI", "gaussian_noise"]) {
    expect(text).toContain(words);
  }
  expect(text).not.toContain("Swap A and B");
  expect(text).not.toContain("Verify a report");
  expect(pages.length).toBeLessThan(12);
});
