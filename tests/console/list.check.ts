import { mkdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Gate } from "../cache/cache-fixture.ts";
import { replaced } from "../http/damages.ts";
import { MOST_DRAWN } from "../../functions/console/page/list/reach.ts";
import { addCase, copyCases } from "../http/test-service.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { keepCoverage } from "./page-coverage/tab.ts";
import { openTab, useBrowser } from "./browser.ts";

/** In the order of the list: the lowest ESI first. */
const CASES = ["case_large", "case_001", "case_rich", "case_sparse"];

/** Further entries of the folder of cases. */
async function addOddFolders(artifactRoot: string): Promise<void> {
  for (const name of ["not a case", "broken"]) await mkdir(join(artifactRoot, name));
  await writeFile(join(artifactRoot, "broken", "manifest.json"), '{"title": NaN}');
  await copyCases(artifactRoot, ["bundle_rich", "ledger_only"]);
}

useBrowser();

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(CASES));
});

afterAll(async () => {
  await service.discard();
});

async function openList(address = "/"): Promise<Page> {
  const page = await openTab();
  await page.goto(`${service.url}${address}`);
  await rowsOf(page).first().waitFor();
  return page;
}

const rowsOf = (page: Page) => page.locator("main").getByRole("listitem");
const searchOf = (page: Page) => page.getByRole("searchbox", { name: /^Search/ });

async function idsIn(page: Page): Promise<string[]> {
  const texts = await rowsOf(page).allInnerTexts();
  return texts.map((text) => /case_\w+/.exec(text)?.[0] ?? text);
}

async function untilRows(page: Page, count: number): Promise<void> {
  await expect.poll(async () => await rowsOf(page).count()).toBe(count);
}

async function untilIds(page: Page, expected: readonly string[]): Promise<void> {
  await expect.poll(async () => await idsIn(page)).toEqual(expected);
}

test("every case is listed, worst first, with its figures, checks, record, model and report", async () => {
  const page = await openList();
  await untilIds(page, CASES);
  const row = rowsOf(page).filter({ hasText: "case_001" });
  await row.getByText("Confirmed").waitFor();
  const text = await row.innerText();
  for (const words of [
    /Right lower lobe opacity/,
    /Synthetic/,
    /2025/,
    /Lowest ESI\s+0\.565\s+at gaussian_noise = 0\.2/,
    /Highest drift\s+0\.\d{3}\s+at/,
    /Checks\s+\d+ hold/,
    /Model\s+demo-cxr-vlm-7b/,
    /Report\s+None yet/,
  ]) {
    expect(text).toMatch(words);
  }
});

/** A tampered case, one that contradicts itself, and one whose map cannot be read. */
async function addTroubles(artifactRoot: string): Promise<void> {
  for (const id of ["tampered", "contradicting", "cut_off"]) await addCase(artifactRoot, id);
  const fileOf = (id: string, name: string) => join(artifactRoot, id, `${name}.json`);
  await rm(fileOf("contradicting", "checksums"));
  await rm(fileOf("cut_off", "checksums"));
  const surface = fileOf("contradicting", "robustness_surface");
  await replaced('"esi": 0.', '"esi": 7.')(surface);
  await truncate(fileOf("cut_off", "overlay_bundle"), 10);
}

test("a tampered, a contradicting and an unreadable case are each found with two clicks", async () => {
  const home = await makeHome(CASES);
  await addTroubles(home.artifactRoot);
  const troubled = await LocalService.start(home);
  try {
    const page = await openTab({ mayMeet: [422] });
    for (const [chip, id, words] of [
      [/^1 whose record differs$/, "tampered", /Differs/],
      [/^2 with failed checks$/, "contradicting", /do(?:es)? not hold/],
      [/^1 unreadable$/, "cut_off", /overlay_bundle\.json/],
    ] as const) {
      await page.goto(troubled.url);
      // One.
      await page.getByRole("button", { name: chip }).click();
      const row = rowsOf(page).filter({ hasText: id });
      await row.getByText(words).first().waitFor();
      const pressed = page.getByRole("button", { name: chip, pressed: true });
      await pressed.waitFor();
      // Two.
      await row.getByRole("link").click();
      await expect.poll(() => new URL(page.url()).hash).toBe(`#/case/${id}`);
      expect(new URL(page.url()).searchParams.get("filter")).not.toBeNull();
      await page.goBack();
      await pressed.click();
      await untilRows(page, CASES.length + 3);
    }
    await page.getByRole("button", { name: /^6 without a report$/ }).waitFor();
    await keepCoverage(page);
    await page.close();
  } finally {
    await troubled.discard();
  }
});

test("a report that was made is in the list as soon as the reader is back", async () => {
  const page = await openList("/?q=case_sparse");
  await rowsOf(page).getByText("None yet").waitFor();
  await service.post("case_sparse");
  await rowsOf(page).getByRole("link").click();
  await page.getByRole("link", { name: "All cases" }).click();
  await rowsOf(page).getByText("Ready").waitFor();
  expect(await rowsOf(page).count()).toBe(1);
});

test("the search finds models and keys, and the headings sort", async () => {
  const page = await openList();
  await searchOf(page).fill("vlm-34b");
  await untilIds(page, ["case_large"]);
  const answer = await service.get("/report/cases/case_rich");
  const { cache_key: key } = v.parse(v.object({ cache_key: v.string() }), await answer.json());
  await searchOf(page).fill(key.slice(0, 16));
  await untilIds(page, ["case_rich"]);
  const earlier = "0".repeat(64);
  await searchOf(page).fill(earlier);
  const stored = page.getByRole("link", { name: "the report with this key" });
  expect(await stored.getAttribute("href")).toBe(`report/${earlier}.pdf`);
  await searchOf(page).fill("");
  await page.getByText("Highest drift", { exact: true }).first().click();
  await expect.poll(() => new URL(page.url()).searchParams.get("sort")).toBe("-highest_drift");
  await untilIds(page, ["case_large", "case_rich", "case_001", "case_sparse"]);
  expect(await page.getByLabel("Sort by").inputValue()).toBe("-highest_drift");
  await page.getByRole("button", { name: /unreadable$/ }).click();
  await page.getByText("No case matches").waitFor();
  await page.getByRole("button", { name: "Show all cases" }).click();
  await untilRows(page, CASES.length);
});

test("unreadable cases are listed with their problem, and cases without a title by their id", async () => {
  const home = await makeHome(["case_sparse"]);
  await addOddFolders(home.artifactRoot);
  const odd = await LocalService.start(home);
  try {
    const page = await openTab({ mayMeet: [422] });
    await page.goto(odd.url);
    await page.getByRole("button", { name: /^1 unreadable$/ }).waitFor();
    await page.getByText("4 cases", { exact: true }).waitFor();
    await page.getByText("1 folder skipped").filter({ hasText: "not a case" }).waitFor();
    const bundle = rowsOf(page).filter({ hasText: "bundle_rich" });
    expect(await bundle.innerText()).toMatch(/time not stated[^]*Model\s+demo-cxr-vlm-7b/);
    const ledger = await rowsOf(page).filter({ hasText: "ledger_only" }).innerText();
    expect(ledger).toMatch(/Lowest ESI\s+–/);
    const broken = rowsOf(page).filter({ hasText: "broken" });
    await broken.getByText("Cannot be read").waitFor();
    expect(await broken.innerText()).toMatch(/manifest\.json at \/title, line 1, column 11[^]*NaN/);
    await broken.getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: "broken" }).waitFor();
    await page.getByText("manifest.json: ").first().waitFor();
    expect(await page.getByRole("alert").innerText()).toContain("Ask the producer of this case");
    await keepCoverage(page);
    await page.close();
  } finally {
    await odd.discard();
  }
});

test("a search filters the list, is in the address, and survives a reload", async () => {
  const page = await openList();
  await searchOf(page).fill("lower lobe");
  await untilIds(page, ["case_001"]);
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("lower lobe");
  await page.reload();
  await untilIds(page, ["case_001"]);
  expect(await searchOf(page).inputValue()).toBe("lower lobe");
  await searchOf(page).fill("nothing is called so");
  await page
    .getByText(/No case/)
    .first()
    .waitFor();
});

test("the number of cases found is not announced before the service has answered", async () => {
  const page = await openList();
  const count = page.locator(".count");
  const gate = new Gate();
  await page.route("**/demo/cases?*", async (route) => {
    await gate.opened;
    await route.continue();
  });
  const asked = page.waitForRequest(/\/demo\/cases\?.*lobe/);
  await searchOf(page).fill("lower lobe");
  await asked;
  expect(await count.innerText()).toBe(`${CASES.length} cases`);
  gate.open();
  await untilIds(page, ["case_001"]);
  expect(await count.innerText()).toBe("1 case found");
});

test("the chosen order is in the address, which can be shared", async () => {
  const page = await openList();
  await page.getByLabel("Sort by").selectOption("-evaluated_at");
  await expect.poll(() => new URL(page.url()).searchParams.get("sort")).toBe("-evaluated_at");
  await expect.poll(async () => await idsIn(page)).not.toEqual(CASES);
  const shared = await openList(page.url().slice(service.url.length));
  expect(await idsIn(shared)).toEqual(await idsIn(page));
});

test("the keyboard alone leads to the search, down the rows, into a case and back", async () => {
  const page = await openList();
  await page.keyboard.press("/");
  await page.keyboard.type("case");
  await untilIds(page, CASES);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => new URL(page.url()).hash).toBe(`#/case/${CASES[1]}`);
  await page.goBack();
  await untilIds(page, CASES);
  expect(await searchOf(page).inputValue()).toBe("case");
});

test("the arrow keys continue from the row that was focused by pointer or Tab", async () => {
  const page = await openList();
  await rowsOf(page).nth(2).getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  const focused = page.locator("a.row-link:focus");
  expect(await focused.getAttribute("href")).toContain("case_sparse");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect(await focused.getAttribute("href")).toContain(CASES[1]);
});

test("going back from a case leads to its row, or to the top if it is not listed", async () => {
  const page = await openList();
  await rowsOf(page).nth(1).getByRole("link").click();
  await page.getByRole("link", { name: "All cases" }).click();
  const focused = page.locator(":focus");
  await expect.poll(async () => await focused.getAttribute("href")).toContain(CASES[1]);
  await searchOf(page).fill("lower lobe");
  await untilIds(page, ["case_001"]);
  await expect.poll(() => page.url()).toContain("lower");
  await page.evaluate(() => (location.hash = "#/case/case_sparse"));
  await page.getByRole("link", { name: "All cases" }).click();
  await untilIds(page, ["case_001"]);
  await expect.poll(async () => await focused.innerText()).toBe("Cases");
});

test("a link to the current view adds no history entry", async () => {
  const page = await openList();
  const before = await page.evaluate(() => history.length);
  for (let click = 0; click < 3; click++) await page.locator("a.brand").click();
  expect(await page.evaluate(() => history.length)).toBe(before);
});

test("the theme button offers the other theme, also after the system's theme changes", async () => {
  const page = await openList();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("button", { name: "Use the light theme" }).click();
  await page.getByRole("button", { name: "Use the dark theme" }).waitFor();
  await page.emulateMedia({ colorScheme: "light" });
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await page.getByRole("button", { name: "Use the dark theme" }).count()).toBe(1);
});

test("scrolling reaches the end of a long list, in any order", async () => {
  const home = await makeHome([]);
  const count = 230;
  for (let nth = 0; nth < count; nth++) await addCase(home.artifactRoot, `case_${nth}`);
  const many = await LocalService.start(home);
  try {
    const page = await openTab();
    await page.goto(many.url);
    await page.getByText(`${count} cases`, { exact: true }).waitFor();
    await page.getByLabel("Sort by").selectOption("title");
    const last = page.locator(`[aria-posinset="${count}"]`);
    const scroll = async () => {
      await page.mouse.wheel(0, 20_000);
      return await last.count();
    };
    await expect.poll(scroll, { timeout: 60_000, interval: 50 }).toBe(1);
    // From the one row that Tab reaches to what ends the list, and on past it.
    await page.reload();
    await rowsOf(page).first().getByRole("link").focus();
    const more = page.getByRole("button", { name: /^Show more/ });
    await page.keyboard.press("Tab");
    // On its button, which may go away meanwhile: Enter would open a row.
    const press = async () => await more.press("Enter", { timeout: 1_000 }).catch(() => undefined);
    while ((await more.count()) > 0) await press();
    const focused = page.locator(":focus");
    await expect.poll(async () => await focused.count()).toBe(1);
    expect(await focused.getAttribute("class")).toBe("row-link");
    // With all that it still asks for.
    await keepCoverage(page);
    await page.close();
  } finally {
    await many.discard();
  }
});

/** Runs in the page: the place of the first row in the window, and how many rows are drawn. */
function rowsInWindow(): { place: number; drawn: number } {
  const rows = [...document.querySelectorAll(".rows > li")];
  const first = rows.find((row) => row.getBoundingClientRect().bottom > 0);
  return { place: Number(first?.ariaPosInSet), drawn: rows.length };
}

test("of a long list at most 400 rows are drawn, and it goes on where the reader scrolls it", async () => {
  const home = await makeHome([]);
  const count = 730;
  for (let nth = 0; nth < count; nth++) await addCase(home.artifactRoot, `case_${nth}`);
  const many = await LocalService.start(home);
  try {
    const page = await openTab();
    await page.goto(`${many.url}/?sort=title`);
    await page.getByText(`${count} cases`, { exact: true }).waitFor();
    for (const [way, end] of [
      [1, count],
      [-1, 1],
    ] as const) {
      let { place } = await page.evaluate(rowsInWindow);
      const isThere = page.locator(`[aria-posinset="${end}"]`);
      while ((await isThere.count()) === 0) {
        await page.mouse.wheel(0, way * 1_500);
        await page.waitForTimeout(100);
        const now = await page.evaluate(rowsInWindow);
        expect(now.drawn).toBeLessThanOrEqual(MOST_DRAWN);
        expect(Math.abs(now.place - place)).toBeLessThan(60);
        place = now.place;
      }
    }
    await keepCoverage(page);
    await page.close();
  } finally {
    await many.discard();
  }
});
