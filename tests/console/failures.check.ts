import { join } from "node:path";
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { Gate } from "../cache/cache-fixture.ts";
import { DAMAGED_CASE, replaced } from "../http/damages.ts";
import { addCase } from "../http/test-service.ts";
import { freePort } from "../servers/free-port.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { openTab, useBrowser, type Visit } from "./browser.ts";

/** The address of the list, whatever is searched for. */
const LIST = /\/demo\/cases(?:\?.*)?$/;
const REFUSED = "ERR_CONNECTION_REFUSED";

useBrowser();

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(["case_001", DAMAGED_CASE]));
});

afterAll(async () => {
  await service.discard();
});

async function open(address: string, visit: Visit = {}): Promise<Page> {
  const page = await openTab(visit);
  await page.goto(`${service.url}${address}`);
  return page;
}

const panelOf = (page: Page) => page.getByRole("region", { name: "Report" });
const tryAgain = (page: Page) => page.getByRole("button", { name: "Try again" }).first();

test("the page says which file of a corrupt case is wrong, where and how", async () => {
  await addCase(service.home.artifactRoot, "case_bad");
  const metrics = join(service.home.artifactRoot, "case_bad", "metrics.json");
  await replaced("0.841", '"0.841"')(metrics);
  const page = await open("/#/case/case_bad", { mayMeet: [422] });
  await page.getByText("metrics.json: ").first().waitFor();
  const panel = panelOf(page);
  // Before anyone asks for the report: it is not offered.
  await panel.getByText("metrics.json at /baseline_metrics/esi").waitFor();
  await panel.getByRole("button", { name: "Try again" }).click();
  await panel.getByText("metrics.json").first().waitFor();
  await panel.getByText("/baseline_metrics/esi").first().waitFor();
  await replaced('"0.841"', "0.841")(metrics);
  await panel.getByRole("button", { name: "Try again" }).click();
  await panel.getByText(/is ready/).waitFor();
  expect(await page.locator("main").innerText()).not.toContain("undefined");
});

test("a late artifact blocks nothing, and one that was removed meanwhile is not an error", async () => {
  const gate = new Gate();
  const later = async (route: Route): Promise<void> => {
    await gate.opened;
    await route.continue();
  };
  const page = await openTab({ mayMeet: [404] });
  await page.route(LIST, later);
  await page.route("**/demo/cases/case_001/metrics", later);
  await page.route("**/report/generate", later);
  await page.route("**/overlay_bundle", async (route) => {
    const body = JSON.stringify({ type: "urn:clarity:problem:not_found", title: "Not found" });
    await route.fulfill({ status: 404, body });
  });
  await page.goto(`${service.url}/#/case/case_001`);
  // Though neither the list nor the metrics have come.
  await page.getByRole("button", { name: "Get the report" }).click();
  await panelOf(page).getByText("Rendering the report").waitFor();
  await page.getByText("Still waiting for the service.").first().waitFor();
  await page.getByRole("region", { name: "Key figures" }).waitFor();
  gate.open();
  await panelOf(page)
    .getByText(/is ready/)
    .waitFor();
  await page.getByRole("region", { name: "Core metrics" }).getByText("Baseline ESI").waitFor();
  expect(await page.getByText("Not found").count()).toBe(0);
});

test("the focus stays near when its button disappears", async () => {
  const page = await openTab({ mayMeet: [503] });
  let down = true;
  const unless = async (route: Route): Promise<void> =>
    await (down ? route.fulfill({ status: 503, body: "" }) : route.continue());
  await page.route("**/demo/cases/case_001/metrics", unless);
  await page.goto(`${service.url}/#/case/case_001`);
  const section = page.getByRole("region", { name: "Core metrics" });
  const again = section.getByRole("button", { name: "Try again" });
  await again.waitFor();
  down = false;
  await again.press("Enter");
  await section.getByText("Baseline ESI").waitFor();
  const focused = page.locator(":focus");
  expect(await focused.getAttribute("aria-labelledby")).toBe("core-metrics-heading");
  await page.goto(`${service.url}/?q=nothing`);
  await page.getByRole("button", { name: "Show all cases" }).press("Enter");
  await page.getByRole("listitem").first().waitFor();
  expect(await focused.getAttribute("type")).toBe("search");
});

test("the page says that a case is missing, with a link back", async () => {
  const page = await open("/#/case/case_gone", { mayMeet: [404] });
  await page
    .getByText(/Not found/)
    .first()
    .waitFor();
  await page.getByRole("link", { name: "All cases" }).click();
  await page.getByRole("list", { name: "Cases" }).waitFor();
  expect(new URL(page.url()).hash).toBe("");
});

test("the page finds a service again after a restart", async () => {
  const home = await makeHome(["case_001", DAMAGED_CASE]);
  const PORT = String(await freePort());
  const before = await LocalService.start(home, { PORT });
  onTestFinished(async () => await before.discard());
  const page = await openTab({ mayMeet: [REFUSED, "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET"] });
  await page.goto(`${before.url}/#/case/case_001`);
  const get = page.getByRole("button", { name: "Get the report" });
  await panelOf(page).getByText("No report yet").waitFor();
  await before.stop("SIGTERM");
  await get.click();
  await panelOf(page)
    .getByText(/Check that the service runs/)
    .waitFor();
  const after = await LocalService.start(home, { PORT });
  onTestFinished(async () => await after.discard());
  // By itself: the reader has asked for the report before.
  await panelOf(page)
    .getByText(/is ready, freshly rendered/)
    .waitFor();
  expect(after.logged("render")).toHaveLength(1);
});

test("a list that failed to load is loaded at the next attempt", async () => {
  const page = await openTab({ mayMeet: [503] });
  let down = true;
  await page.route(LIST, async (route) => {
    if (down) await route.fulfill({ status: 503, body: "" });
    else await route.continue();
  });
  await page.goto(service.url);
  await page.getByText("The list of cases:").waitFor();
  down = false;
  await tryAgain(page).click();
  await page.getByRole("list", { name: "Cases" }).waitFor();
  expect(await page.getByRole("listitem").count()).toBeGreaterThan(0);
});

/** Answers that make no sense, by what they are. */
const NONSENSE: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  "a page of HTML": async (route) =>
    await route.fulfill({ contentType: "text/html", body: "<!doctype html><p>Sign in</p>" }),
  "JSON of another shape": async (route) => await route.fulfill({ json: { cases: 7 } }),
  null: async (route) => await route.fulfill({ json: null }),
  "an empty answer": async (route) => await route.fulfill({ body: "" }),
  "half an answer": async (route) => await route.fulfill({ body: '{"cases": [{"case_id": "ca' }),
};

test.each(Object.entries(NONSENSE))(
  "%s as a response is reported as nonsense",
  async (_, fulfil) => {
    const page = await openTab();
    await page.route(LIST, fulfil);
    await page.route("**/demo/cases/case_001/*", fulfil);
    await page.route("**/report/**", fulfil);
    await page.goto(service.url);
    await page.getByText("The list of cases:").waitFor();
    await page.goto(`${service.url}/#/case/case_001`);
    await page.getByText("metrics.json: ").first().waitFor();
    await page.getByRole("button", { name: "Get the report" }).click();
    await panelOf(page).getByRole("button", { name: "Try again" }).waitFor();
    expect(await page.locator("main").innerText()).not.toMatch(/undefined|\[object/);
  },
);

test("the page says that the service is slow, and works as soon as it answers", async () => {
  const page = await openTab();
  const gate = new Gate();
  await page.route(LIST, async (route) => {
    await gate.opened;
    await route.continue();
  });
  await page.goto(service.url);
  await page.getByText("Still waiting for the service.").waitFor();
  gate.open();
  await page.getByRole("list", { name: "Cases" }).waitFor();
  expect(await page.getByText("Still waiting").count()).toBe(0);
});
