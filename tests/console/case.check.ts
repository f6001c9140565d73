import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import surface from "../../functions/demo/artifacts/case_001/robustness_surface.json" with { type: "json" };
import overlay from "../../functions/demo/artifacts/case_001/overlay_bundle.json" with { type: "json" };
import bundle from "../../functions/demo/artifacts/bundle_rich/sweep_manifest.json" with { type: "json" };
import metrics from "../../functions/demo/artifacts/case_001/metrics.json" with { type: "json" };
import { edited } from "../http/damages.ts";
import { addCase, copyCases } from "../http/test-service.ts";
import { readPdf } from "../report/read-pdf.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { openTab, useBrowser } from "./browser.ts";

useBrowser();

const DEMO_FOLDERS = ["case_001", "case_rich", "case_sparse"];
const OTHER_SHAPES = ["bundle_rich", "bundle_nested", "ledger_only"];

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome([...DEMO_FOLDERS, ...OTHER_SHAPES]));
});

afterAll(async () => {
  await service.discard();
});

async function openCase(caseId: string): Promise<Page> {
  const page = await openTab();
  await page.goto(`${service.url}/#/case/${caseId}`);
  await page.getByRole("region", { name: "Key figures" }).waitFor();
  return page;
}

async function untilSaid(slider: Locator, ...words: readonly unknown[]): Promise<void> {
  for (const word of words) {
    await expect
      .poll(async () => await slider.getAttribute("aria-valuetext"))
      .toContain(String(word));
  }
}

const brightness = surface.axes[0]?.points ?? [];
const [first, second] = brightness;

test("the keyboard reads the exact values of a chart, and they are announced", async () => {
  const page = await openCase("case_001");
  const chart = page.getByRole("figure", { name: /brightness/i });
  const slider = chart.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("Home");
  await untilSaid(slider, first?.esi, first?.drift);
  await page.keyboard.press("ArrowRight");
  await untilSaid(slider, second?.esi, second?.drift);
  expect(await chart.innerText()).toContain(String(second?.drift));
});

test("the focus of a chart scrolls its values into view", async () => {
  const page = await openCase("case_001");
  const chart = page.getByRole("figure", { name: /brightness/i });
  await page.evaluate(() => scrollTo(0, 0));
  const plot = await chart.locator(".fig-plot").boundingBox();
  // The chart just fits into the window, and what is below it does not.
  const height = Math.ceil((plot?.y ?? 0) + (plot?.height ?? 0)) + 4;
  await page.setViewportSize({ width: 1280, height });
  await chart.getByRole("slider").focus();
  const values = chart.locator(".fig-readout dl");
  await expect
    .poll(async () => {
      const box = await values.boundingBox();
      return (box?.y ?? Infinity) + (box?.height ?? 0);
    })
    .toBeLessThan(height);
});

test("a pointer over a chart reads the nearest point, until it leaves", async () => {
  const page = await openCase("case_001");
  const chart = page.getByRole("figure", { name: /brightness/i });
  const plot = chart.locator("svg").first();
  await plot.scrollIntoViewIfNeeded();
  const { width, height } = (await plot.boundingBox()) ?? { width: 0, height: 0 };
  await plot.hover({ position: { x: width - 4, y: height / 2 } });
  const last = String(brightness.at(-1)?.esi);
  await expect.poll(async () => await chart.innerText()).toContain(last);
  await page.getByRole("heading", { level: 1 }).hover();
  await expect.poll(async () => await chart.innerText()).not.toContain(last);
});

test("the heatmap can be read cell by cell, with or without the outlines of its regions", async () => {
  const page = await openCase("case_001");
  const evidence = page.getByRole("region", { name: "Evidence" });
  const map = evidence.getByRole("slider", { name: /eatmap/ });
  await map.focus();
  await page.keyboard.press("Control+Home");
  await untilSaid(map, overlay.heatmap.values[0]?.[0]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await untilSaid(map, overlay.heatmap.values[1]?.[1]);
  const outlines = evidence.locator(".fig-region");
  expect(await outlines.count()).toBe(overlay.regions.length);
  await evidence.getByRole("checkbox", { name: "Outline the regions" }).press("Space");
  await expect.poll(async () => await outlines.count()).toBe(0);
});

test("the table of regions is whole at 1440 pixels", async () => {
  const page = await openCase("case_rich");
  await page.setViewportSize({ width: 1440, height: 900 });
  const table = page.getByRole("region", { name: "Evidence regions as a table" });
  await expect
    .poll(async () => await table.evaluate((box) => box.scrollWidth - box.clientWidth))
    .toBe(0);
});

test("a case loads the parts of the page that it shows, and those of a table when it is opened", async () => {
  const page = await openTab();
  const loaded = new Set<string>();
  page.on("response", (response) => {
    const [, part] = /\/assets\/([a-z-]+?)(?:-[\w-]{8})?\.js$/.exec(response.url()) ?? [];
    if (part !== undefined) loaded.add(part);
  });
  await page.goto(`${service.url}/#/case/case_rich`);
  await page.getByText(/checks hold, 0 do not hold/).waitFor();
  await page.locator("canvas").first().waitFor();
  await page.waitForLoadState("networkidle");
  // tests/functions/console/page.check.ts limits their size.
  const shown = ["case", "index", "rolldown-runtime"];
  expect([...loaded].toSorted()).toEqual(shown);
  await page.getByText("All checks as a table").click();
  await page.getByRole("row", { name: /Every ESI lies between 0 and 1/ }).waitFor();
  expect([...loaded].toSorted()).toEqual([
    "all-checks",
    "case",
    "checks",
    "index",
    "rolldown-runtime",
  ]);
});

test("what the terms mean is loaded when it is opened", async () => {
  const page = await openCase("case_sparse");
  const glossary = page.getByRole("region", { name: "Glossary" });
  await glossary.getByText("What the terms mean").click();
  await glossary.getByText(/^Evidence Stability Index of an axis value/).waitFor();
  expect(await glossary.innerText()).toContain("The matrix heatmap of overlay_bundle.json");
});

/** Runs in the page: the colours of a canvas, a pixel a cell, row by row, as hex digits. */
function coloursOf(canvas: Element): string[] {
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error("expected a canvas");
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d")?.getImageData(0, 0, width, height) ?? { data: [] };
  return Array.from({ length: width * height }, (_, cell) =>
    Array.from(data.slice(4 * cell, 4 * cell + 3), (part) =>
      part.toString(16).padStart(2, "0"),
    ).join(""),
  );
}

test("every cell of the heatmap and the probe grid has the report's colour", async () => {
  const page = await openCase("case_001");
  const heat = page.getByRole("region", { name: "Evidence" }).locator("canvas").first();
  await heat.waitFor();
  const cells = overlay.heatmap.values.flat();
  const largest = cells.indexOf(Math.max(...cells));
  const smallest = cells.indexOf(Math.min(...cells));
  const painted = await heat.evaluate(coloursOf);
  expect(painted).toHaveLength(cells.length);
  // Of viridis, as published with it. The evidence map, on the same scale, has a value above the heatmap's largest.
  expect([painted[smallest], painted[largest]]).toEqual(["440154", "dde318"]);
  const probes = page.getByRole("region", { name: "Probe grid" }).locator("canvas").first();
  const colours = await probes.evaluate(coloursOf);
  const { probes: given, grid_size: side } = metrics.probe_surface;
  const lowest = given.toSorted((one, other) => one.delta_esi - other.delta_esi)[0];
  const at = (probe: typeof lowest) => colours[(probe?.row ?? 0) * side + (probe?.col ?? 0)];
  expect(colours).toHaveLength(side * side);
  // The orange end of ColorBrewer’s PuOr, where ESI falls most: the scale ends at the largest difference.
  expect(at(lowest)).toBe("7f3b08");
});

test("the probe grid shows the chosen difference", async () => {
  const page = await openCase("case_001");
  const grid = page.getByRole("region", { name: "Probe grid" });
  const corner = metrics.probe_surface.probes.find(({ row, col }) => row === 0 && col === 0);
  const slider = grid.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("Control+Home");
  await untilSaid(slider, corner?.delta_esi);
  await grid.getByRole("radio", { name: "ΔESI" }).focus();
  await page.keyboard.press("ArrowRight");
  await slider.focus();
  await page.keyboard.press("Control+Home");
  await untilSaid(slider, corner?.delta_drift);
});

const WITH_TABLES = {
  case_rich: ["Robustness surface", "Evidence", "Probe grid", "Monte Carlo sampling"],
  bundle_rich: ["Robustness surface", "Monte Carlo sampling", "Runs of the sweep"],
};

test.each(Object.entries(WITH_TABLES))(
  "every figure of %s is also a table",
  async (id, sections) => {
    const page = await openCase(id);
    for (const name of sections) {
      const section = page.getByRole("region", { name });
      const names = section.getByText(/as a table$/);
      await names.first().waitFor();
      const closed = section.locator("details:not([open]) > summary");
      while ((await closed.count()) > 0) await closed.first().click();
      const tables = section.getByRole("table");
      const count = await names.count();
      await expect.poll(async () => await tables.count()).toBe(count);
      expect(await section.getByRole("row").count()).toBeGreaterThan(await tables.count());
    }
  },
);

/** The tiles that the report's first page has, too: there a hint may break within a word. */
function onCover(tiles: readonly string[], cover: string): string[] {
  return tiles.filter((tile) => squeezed(cover).includes(squeezed(tile)));
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

test("the key figures are those of the report", async () => {
  const page = await openCase("case_rich");
  const tiles = page.getByRole("region", { name: "Key figures" });
  await expect.poll(async () => await tiles.innerText()).not.toContain("loading");
  // Name, figure and hint together: a small number alone stands somewhere on any page.
  const shown = (await tiles.locator(".tile").allInnerTexts()).map((text) =>
    text.replaceAll(/\s+/g, " ").trim(),
  );
  const report = await service.post("case_rich");
  const cover = (await readPdf(new Uint8Array(await report.arrayBuffer()))).pages[0] ?? "";
  expect(shown).toHaveLength(8);
  // The report has the first three, and the number of checks that do not hold, which the page has in a separate part.
  expect(onCover(shown, cover)).toEqual(shown.slice(0, 3));
});

test("an evidence bundle has its sweep, its rich surfaces and every run", async () => {
  const page = await openCase("bundle_rich");
  const sweep = page.getByRole("region", { name: "Sweep", exact: true });
  await sweep.getByText(bundle.prompt).waitFor();
  await sweep.getByText("allocated 13.61 GB").waitFor();
  const chart = page.getByRole("figure", { name: "brightness: CSI and EDM" });
  const slider = chart.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("Home");
  await untilSaid(slider, "CSI", "EDM", "Mean entropy");
  const runs = page.getByRole("region", { name: "Runs of the sweep" });
  expect(await runs.getByRole("row").count()).toBe(bundle.results.length + 1);
  await runs.getByText("Hashes and texts of the runs as a table").click();
  await runs.getByText(bundle.results[0]?.bundle_sha ?? "?").waitFor();
  const absent = ["Core metrics", "Evidence", "Probe grid"];
  for (const name of absent) expect(await page.getByRole("region", { name }).count()).toBe(0);
});

test.each(OTHER_SHAPES)(
  "the key figures of %s are those of the report, without invented values",
  async (id) => {
    const page = await openCase(id);
    await page.getByText("The case does not have:").waitFor();
    const tiles = await page.locator(".tile").allInnerTexts();
    const report = await service.post(id);
    const cover = (await readPdf(new Uint8Array(await report.arrayBuffer()))).pages[0] ?? "";
    const shown = tiles.map((text) => text.replaceAll(/\s+/g, " ").trim());
    expect(onCover(shown, cover)).toEqual(shown.slice(0, 3));
    expect(await page.locator("main").innerText()).not.toMatch(/undefined|NaN|null|Infinity/);
  },
);

test("a contradiction is shown at the top, and out-of-range values widen the scales", async () => {
  await copyCases(service.home.artifactRoot, ["case_large"]);
  const folder = join(service.home.artifactRoot, "case_large");
  await edited((text) => text.replace(/"esi": 0\./, '"esi": 7.'))(
    join(folder, "robustness_surface.json"),
  );
  const page = await openCase("case_large");
  const checks = page.getByRole("region", { name: "Consistency checks" });
  const range = checks.getByRole("listitem").filter({ hasText: "Every ESI lies between 0 and 1" });
  await range.getByText("robustness_surface.json#/axes/0/points/0/esi").waitFor();
  await checks.getByText("robustness_surface.json: differs").waitFor();
  expect(await isAbove(checks, page.getByRole("region", { name: "Key figures" }))).toBe(true);
  await page.getByText("the scale is widened to show it").first().waitFor();
  await checks.getByText("All checks as a table").click();
  await expect.poll(async () => await checks.getByRole("row").count()).toBeGreaterThan(40);
  await rm(folder, { recursive: true });
});

/** Whether the first of two elements is above the second, as they are drawn. */
async function isAbove(one: Locator, other: Locator): Promise<boolean> {
  const [above, below] = await Promise.all([one.boundingBox(), other.boundingBox()]);
  return (above?.y ?? Infinity) < (below?.y ?? -Infinity);
}

test("checks that hold are below the key figures", async () => {
  const page = await openCase("case_001");
  const checks = page.getByRole("region", { name: "Consistency checks" });
  await checks.getByText(/checks hold, 0 do not hold/).waitFor();
  expect(await isAbove(page.getByRole("region", { name: "Key figures" }), checks)).toBe(true);
});

function value(row: number, column: number): number {
  return ((row * 31 + column * 17) % 97) / 96;
}

test("a large heatmap is read in a worker, and shown like any other", async () => {
  // With numbers of some 18 digits, more than 1 MB.
  const side = 260;
  await addCase(service.home.artifactRoot, "case_square");
  const file = join(service.home.artifactRoot, "case_square", "overlay_bundle.json");
  const values = Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (__, column) => value(row, column)),
  );
  await writeFile(file, JSON.stringify({ heatmap: { width: side, height: side, values } }));
  const page = await openTab();
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await page.goto(`${service.url}/#/case/case_square`);
  const evidence = page.getByRole("region", { name: "Evidence" });
  await evidence.getByText("260 × 260 values from 0.000 to 1.000").first().waitFor();
  const canvas = evidence.locator("canvas").first();
  const painted = await canvas.evaluate(coloursOf);
  // Of viridis, as published with it.
  expect(painted).toHaveLength(side * side);
  expect([painted[0], painted.at(-1) === painted[0]]).toEqual(["440154", false]);
  const map = evidence.getByRole("slider", { name: /eatmap/ });
  await map.focus();
  await page.keyboard.press("Control+End");
  await untilSaid(map, `Value ${value(side - 1, side - 1)}`);
  await page
    .getByRole("region", { name: "Consistency checks" })
    .getByText("overlay_bundle.json: differs")
    .waitFor();
  expect(workers).toHaveLength(1);
  await page.getByRole("link", { name: "All cases" }).click();
  await page.getByRole("list", { name: "Cases" }).waitFor();
  await expect.poll(() => page.workers().length).toBe(0);
});

test("the page says in words what a case lacks", async () => {
  const page = await openCase("case_sparse");
  await page.getByText("The case has no Monte Carlo statistics.").waitFor();
  for (const name of ["Evidence", "Probe grid"]) {
    await page
      .getByRole("region", { name })
      .getByText(/The case|placeholder|left out/)
      .first()
      .waitFor();
  }
  expect(await page.locator("main").innerText()).not.toMatch(/undefined|NaN|null|Infinity/);
});

test("the page names files that were edited since the evaluation", async () => {
  await copyCases(service.home.artifactRoot, ["case_large"]);
  const folder = join(service.home.artifactRoot, "case_large");
  await edited((text) => `${text} `)(join(folder, "metrics.json"));
  const page = await openCase("case_large");
  const card = page.getByRole("region", { name: "Checksums" });
  await card.getByText("1 checksum not confirmed").waitFor();
  await card.getByText("differs", { exact: true }).waitFor();
  expect(await readFile(join(folder, "metrics.json"), "utf8")).toMatch(/ $/);
  await rm(folder, { recursive: true });
});
