import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { Gate } from "../cache/cache-fixture.ts";
import { freePort } from "../servers/free-port.ts";
import { behindNginx } from "../servers/nginx.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { openTab, useBrowser } from "./browser.ts";

const CASES = ["case_001", "case_rich", "case_sparse"];
/** What Chromium logs of requests that no service answers. */
const OUTAGE = ["ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "ERR_INTERNET_DISCONNECTED"];

useBrowser();

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(CASES));
});

afterAll(async () => {
  await service.discard();
});

async function openList(): Promise<Page> {
  const page = await openTab();
  await page.goto(service.url);
  await rowsOf(page).first().waitFor();
  return page;
}

const rowsOf = (page: Page) => page.getByRole("list", { name: "Cases" }).getByRole("listitem");
const focused = (page: Page) => page.locator(":focus");
const hashOf = (page: Page) => new URL(page.url()).hash;

test.each(["ArrowDown", "ArrowUp", "j", "k"])(
  "on a fresh page, %s leads to the first row",
  async (key) => {
    const page = await openList();
    await page.keyboard.press(key);
    const first = rowsOf(page).first().getByRole("link").first();
    expect(await focused(page).getAttribute("href")).toBe(await first.getAttribute("href"));
  },
);

test("on a fresh page, Enter opens the first case, Escape leads back to its row", async () => {
  const page = await openList();
  await page.keyboard.press("Enter");
  await expect.poll(() => hashOf(page)).toMatch(/^#\/case\//);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const opened = hashOf(page);
  await page.keyboard.press("Escape");
  await expect.poll(() => hashOf(page)).toBe("");
  await expect.poll(async () => await focused(page).getAttribute("href")).toContain(opened);
});

test("a slash leads to the search before the list has loaded", async () => {
  const page = await openTab();
  const gate = new Gate();
  await page.route("**/demo/cases?*", async (route) => {
    await gate.opened;
    await route.continue();
  });
  await page.route("**/demo/cases", async (route) => {
    await gate.opened;
    await route.continue();
  });
  await page.goto(service.url);
  await page.getByRole("searchbox").waitFor();
  await page.keyboard.press("/");
  expect(await focused(page).getAttribute("type")).toBe("search");
  gate.open();
  await rowsOf(page).first().waitFor();
});

test("Escape in the search empties it, then leads to the rows", async () => {
  const page = await openList();
  await page.keyboard.press("/");
  await page.keyboard.type("rich");
  await expect.poll(async () => await rowsOf(page).count()).toBe(1);
  await page.keyboard.press("Escape");
  await expect.poll(async () => await rowsOf(page).count()).toBe(CASES.length);
  expect(await focused(page).getAttribute("type")).toBe("search");
  await page.keyboard.press("Escape");
  expect(await focused(page).getAttribute("class")).toBe("row-link");
});

test("the way back from another view leads to the heading of the list", async () => {
  const page = await openList();
  await page.getByRole("link", { name: "Verify a report" }).press("Enter");
  await page.getByRole("heading", { name: "Verify a report" }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(async () => await focused(page).innerText()).toBe("Cases");
});

test("a question mark opens the help, Escape closes it, and the focus returns", async () => {
  const page = await openList();
  await page.keyboard.press("ArrowDown");
  const row = await focused(page).getAttribute("href");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard help" });
  await help.getByText("open the case").waitFor();
  // The keys of the page behind do nothing meanwhile.
  await page.keyboard.press("/");
  expect(await focused(page).getAttribute("aria-label")).toBe("Close the help");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  expect(await focused(page).getAttribute("href")).toBe(row);
  expect(hashOf(page)).toBe("");
});

test("the help is there without single keys, and lists only what works then", async () => {
  const page = await openList();
  await page.getByRole("switch", { name: /^Single-key shortcuts/ }).click();
  await page.keyboard.press("?");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.getByRole("button", { name: "Keyboard help" }).click();
  const words = await page.getByRole("dialog").innerText();
  expect(words).toContain("open the case");
  expect(words).not.toContain("go to the search");
});

test("a case that an outage kept from loading is there by itself when the service is back", async () => {
  const home = await makeHome(CASES);
  const PORT = String(await freePort());
  const before = await LocalService.start(home, { PORT });
  onTestFinished(async () => await before.discard());
  const page = await openTab({ mayMeet: [...OUTAGE, "ERR_CONNECTION_RESET"] });
  await page.goto(before.url);
  const row = rowsOf(page).filter({ hasText: "case_rich" }).getByRole("link").first();
  // The row loads the page of the case, but not the case.
  await row.hover();
  await page.waitForLoadState("networkidle");
  await before.stop("SIGTERM");
  await row.click();
  await page.getByText("The case: The service cannot be reached").waitFor();
  await page.getByText(/^No connection to the service since \d\d:\d\d\./).waitFor();
  await page.getByText("Everything shown here was loaded before that").waitFor();
  const after = await LocalService.start(home, { PORT });
  onTestFinished(async () => await after.discard());
  await page.getByRole("region", { name: "Key figures" }).waitFor();
  await page.getByText("No connection to the service").waitFor({ state: "detached" });
  expect(await page.getByText("cannot be reached").count()).toBe(0);
});

test("offline, the list says which search its rows are of, and catches up when the network is back", async () => {
  const page = await openTab({ mayMeet: OUTAGE });
  await page.goto(service.url);
  await expect.poll(async () => await rowsOf(page).count()).toBe(CASES.length);
  await page.context().setOffline(true);
  await page.getByText("No connection to the service").waitFor();
  await page.getByRole("searchbox").fill("lower lobe");
  await page.getByText("These are still the cases of the search before").waitFor();
  expect(await rowsOf(page).count()).toBe(CASES.length);
  await page.context().setOffline(false);
  await expect.poll(async () => await rowsOf(page).count()).toBe(1);
  await page.getByText("No connection to the service").waitFor({ state: "detached" });
});

test("behind a path prefix, the page, its links and its reports work", async () => {
  const url = await behindNginx(service.url.replace("localhost", "127.0.0.1"), "/clarity/");
  const page = await openTab({ acceptDownloads: true, mayMeet: [404] });
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!/^(?:blob:|data:)/.test(request.url()) && !request.url().startsWith(url)) {
      outside.push(request.url());
    }
  });
  await page.goto(url);
  await rowsOf(page).filter({ hasText: "case_001" }).getByRole("link").first().click();
  await page.getByRole("region", { name: "Key figures" }).waitFor();
  expect(page.url()).toBe(`${url}#/case/case_001`);
  await page.reload();
  await page.getByRole("button", { name: "Get the report" }).click();
  await page
    .getByRole("button", { name: /^Download/ })
    .first()
    .waitFor();
  const stored = page.locator(`a[href^="report/"]`).first();
  const href = await stored.evaluate((link) =>
    link instanceof HTMLAnchorElement ? link.href : "",
  );
  expect(href).toMatch(new RegExp(`^${url}report/[0-9a-f]{64}\\.pdf$`));
  expect((await fetch(href)).headers.get("content-type")).toBe("application/pdf");
  await page.getByRole("link", { name: "All cases" }).click();
  await rowsOf(page).first().waitFor();
  expect(page.url()).toBe(url);
  await page.goto(`${url}no/such/page`);
  await page.getByRole("heading", { name: "Not found" }).waitFor();
  await page.getByRole("link", { name: "All cases" }).click();
  await rowsOf(page).first().waitFor();
  expect(page.url()).toBe(url);
  expect(outside).toEqual([]);
});

test.each(["/", "/#/case/case_rich"])("%s is printed whole, without controls", async (address) => {
  const page = await openTab({ colorScheme: "dark", viewport: { width: 1440, height: 900 } });
  await page.goto(`${service.url}${address}`);
  await page.waitForLoadState("networkidle");
  await page.getByRole("heading").nth(1).or(rowsOf(page).first()).first().waitFor();
  // The width of A4 between the margins of the style sheet, in CSS pixels.
  await page.setViewportSize({ width: 688, height: 900 });
  await page.emulateMedia({ media: "print" });
  const seen = await page.evaluate(() => {
    const controls = [...document.querySelectorAll("button, input, select, footer")];
    const wide = [...document.querySelectorAll("main *")].filter(
      (element) =>
        !element.classList.contains("hidden") &&
        element.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
    );
    return {
      controls: controls
        .filter((element) => element.getClientRects().length > 0)
        .filter((element) => !element.classList.contains("fig-slider"))
        .map(({ outerHTML }) => outerHTML),
      wide: wide.map(({ outerHTML }) => outerHTML.slice(0, 200)),
    };
  });
  expect(seen).toEqual({ controls: [], wide: [] });
  const paper = async () =>
    await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect.poll(paper).toBe("rgb(255, 255, 255)");
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
});
