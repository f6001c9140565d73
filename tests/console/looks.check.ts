import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { replaced } from "../http/damages.ts";
import { addCase } from "../http/test-service.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { genuineReport, type Genuine } from "../verify/reports.ts";
import { openTab, useBrowser } from "./browser.ts";
import { claimFirst } from "./rival.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const CASES = [
  "case_001",
  "case_large",
  "case_rich",
  "case_sparse",
  "bundle_rich",
  "bundle_nested",
  "ledger_only",
];
/** Where pictures of every page are kept, to be looked at; none are taken without it. */
const PICTURES = process.env["SCREENSHOTS"];

/**
 * Of 1, the whole view moving as far as it is high: a fifth of what Core Web Vitals call good, for a pointer
 * or a number that takes its place a moment later.
 */
const MOST_SHIFT = 0.02;
const WIDTHS = [320, 768, 1023, 1440, 3840];
const THEMES = ["light", "dark"] as const;

/** Put into the page by the check, from outside: the page's policy does not reach that. */
declare const axe: typeof Axe;

useBrowser();

let service: LocalService;
let sparse: Genuine;

beforeAll(async () => {
  const home = await makeHome(CASES);
  for (const id of ["case_held", "case_bad"]) await addCase(home.artifactRoot, id);
  await replaced("0.841", '"0.841"')(join(home.artifactRoot, "case_bad", "metrics.json"));
  await mkdir(join(home.artifactRoot, "broken"));
  await writeFile(join(home.artifactRoot, "broken", "manifest.json"), '{"title": NaN}');
  await addCase(home.artifactRoot, "case_wide");
  const surface = join(home.artifactRoot, "case_wide", "robustness_surface.json");
  await replaced('"esi": 0.', '"esi": 7.')(surface);
  service = await LocalService.start(home);
  sparse = await genuineReport("case_sparse");
  await claimFirst(service, "case_held");
  for (const id of ["case_001", "case_wide"]) await (await service.post(id)).arrayBuffer();
});

afterAll(async () => {
  await service.discard();
});

interface View {
  readonly address: string;
  /** Waits until nothing is loading any more. */
  readonly settle: (page: Page) => Promise<void>;
  /** What the reader does next, which may move parts. */
  readonly act?: (page: Page) => Promise<void>;
  readonly mayMeet?: readonly number[];
}

async function askForReport(page: Page, until: RegExp): Promise<void> {
  await loaded(page);
  await page.getByRole("button", { name: "Get the report" }).click();
  await page.getByText(until).first().waitFor();
}

const loaded = async (page: Page): Promise<void> => {
  await page.waitForLoadState("networkidle");
  await expect.poll(async () => await page.getByText("Loading", { exact: true }).count()).toBe(0);
};

async function offered(page: Page): Promise<void> {
  await loaded(page);
  await page.getByText("A report is stored").waitFor();
}

async function verifierLoaded(page: Page): Promise<void> {
  await page.getByText("Everything that verifying needs is loaded").waitFor();
}

async function verified(page: Page, name: string, pdf: Uint8Array): Promise<void> {
  await page
    .getByLabel("Choose a PDF")
    .setInputFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(pdf) });
  await page.getByRole("heading", { name }).waitFor();
}

const VIEWS: Readonly<Record<string, View>> = {
  list: { address: "/", settle: loaded },
  "list-nothing-found": { address: "/?q=nothing", settle: loaded },
  "case-rich": { address: "/#/case/case_rich", settle: loaded },
  "case-sparse": { address: "/#/case/case_sparse", settle: loaded },
  "bundle-rich": { address: "/#/case/bundle_rich", settle: loaded },
  "bundle-nested": { address: "/#/case/bundle_nested", settle: loaded },
  "ledger-only": { address: "/#/case/ledger_only", settle: loaded },
  "case-contradictory": { address: "/#/case/case_wide", settle: loaded },
  compare: { address: "/#/compare/case_001/case_large", settle: loaded },
  "compare-picker": {
    address: "/#/compare/case_001/bundle_rich",
    settle: async (page) => {
      await page.getByRole("button", { name: "Choose another B" }).click();
      await loaded(page);
    },
  },
  "case-unreadable": { address: "/#/case/broken", settle: loaded, mayMeet: [422] },
  "case-report": {
    address: "/#/case/case_001",
    settle: async (page) => await offered(page),
  },
  "case-waiting": {
    address: "/#/case/case_held",
    settle: async (page) => await askForReport(page, /^Waiting for the service,/),
    mayMeet: [409],
  },
  "case-failed": {
    address: "/#/case/case_bad",
    settle: async (page) => {
      await loaded(page);
      await page
        .getByText(/^Ask the producer of this case/)
        .first()
        .waitFor();
    },
    mayMeet: [422],
  },
  "case-preview": {
    address: "/#/case/case_001",
    settle: async (page) => {
      await offered(page);
      await page.getByRole("button", { name: "Preview" }).click();
      await page.getByRole("dialog").locator("iframe").waitFor();
    },
  },
  batch: {
    address: "/",
    settle: async (page) => {
      await loaded(page);
      for (const id of ["broken", "case_rich"]) {
        await page.getByRole("checkbox", { name: `Select ${id}` }).click();
      }
      await page.getByRole("button", { name: "Reports for these (2)" }).click();
      await page.getByRole("heading", { name: "1 report ready, 1 case refused" }).waitFor();
    },
    mayMeet: [422],
  },
  verify: { address: "/#/verify", settle: verifierLoaded },
  "verify-holds": {
    address: "/#/verify",
    settle: verifierLoaded,
    act: async (page) => await verified(page, "case_sparse.pdf", sparse.pdf),
  },
  "verify-refused": {
    address: "/#/verify",
    settle: verifierLoaded,
    act: async (page) => {
      const longer = Buffer.concat([sparse.pdf, Buffer.from("\n")]);
      await verified(page, "longer.pdf", longer);
    },
  },
  help: {
    address: "/",
    settle: async (page) => {
      await loaded(page);
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard help" }).waitFor();
    },
  },
  "case-tables": {
    address: "/#/case/case_001",
    settle: async (page) => {
      await loaded(page);
      const closed = page.locator("details:not([open]) > summary");
      while ((await closed.count()) > 0) await closed.first().click();
      await page.getByRole("slider").first().focus();
    },
  },
};

async function openView({ address, settle, mayMeet = [] }: View): Promise<Page> {
  const viewport = { width: 1440, height: 1080 };
  const page = await openTab({ colorScheme: "light", mayMeet, viewport });
  await page.goto(`${service.url}${address}`);
  await settle(page);
  return page;
}

/** Runs in the page. Content that a row clips does not widen the page. */
function pixelsBeyond(): number {
  const { scrollWidth, clientWidth } = document.documentElement;
  const cells = [...document.querySelectorAll(".row > *")];
  const ends = cells.map((cell) => Math.floor(cell.getBoundingClientRect().right));
  return Math.max(scrollWidth, ...ends) - clientWidth;
}

/** Runs in the page: the parts of rows that lie over others, as they are drawn, not as they were to be. */
function covered(): string[] {
  const boxes = [...document.querySelectorAll(".row > :not(.row-case)")].flatMap((cell) => {
    // Elements for screen readers alone are a pixel wide.
    const drawn = [...cell.querySelectorAll("*"), cell]
      .filter((element) => element.getBoundingClientRect().width > 2)
      .flatMap((element) =>
        [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE),
      );
    const badge = cell.querySelector(".badge, svg");
    return [...drawn, ...(badge === null ? [] : [badge])].map((node) => {
      const range = document.createRange();
      range.selectNode(node);
      const words = cell.textContent ?? "";
      return { words, cell, row: cell.parentElement, box: range.getBoundingClientRect() };
    });
  });
  return boxes.flatMap((one) =>
    boxes
      .filter(({ row, cell }) => row === one.row && cell !== one.cell)
      .filter(({ box }) => box.left > one.box.left && box.left < one.box.right - 1)
      .filter(({ box }) => box.top < one.box.bottom - 1 && one.box.top < box.bottom - 1)
      .map((other) => `${other.words} lies over ${one.words}`),
  );
}

/** Parts that depend on the width, such as figures, are redrawn by then. */
async function resize(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: Math.round(width * 0.75) });
  await page.evaluate(
    async () => await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))),
  );
}

async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(
    // In the frame is the browser's own viewer.
    async (tags) => await axe.run({ runOnly: tags, iframes: false }),
    ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html}\n${failureSummary ?? ""}`),
  );
}

/** Parts that moved by themselves since the page was opened. */
async function layoutShift(page: Page): Promise<number> {
  return await page.evaluate(
    async () =>
      await new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const unasked = list.getEntries().filter((entry) => !Object(entry).hadRecentInput);
          resolve(unasked.reduce((sum, entry) => sum + Number(Object(entry).value), 0));
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(resolve, 100, 0);
      }),
  );
}

it.each(Object.entries(VIEWS))(
  "%s holds still while it loads, fits every width, and axe finds no violation in either theme, wide or narrow",
  async (name, view) => {
    const page = await openView(view);
    expect(await layoutShift(page)).toBeLessThan(MOST_SHIFT);
    await view.act?.(page);
    for (const width of WIDTHS) {
      await resize(page, width);
      const found = {
        beyond: await page.evaluate(pixelsBeyond),
        over: await page.evaluate(covered),
      };
      expect([width, found]).toEqual([width, { beyond: 0, over: [] }]);
    }
    await page.evaluate(await readFile(AXE, "utf8"));
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      for (const width of [1440, 320]) {
        await resize(page, width);
        expect([theme, width, await axeFindings(page)]).toEqual([theme, width, []]);
      }
      if (PICTURES !== undefined) await pictures(page, `${name}-${theme}`);
    }
  },
);

async function pictures(page: Page, name: string): Promise<void> {
  const folder = PICTURES ?? "";
  await mkdir(folder, { recursive: true });
  for (const width of WIDTHS) {
    await resize(page, width);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
}
