import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_CASES } from "../report/sources.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { eastAsianReport, genuineReport } from "../verify/reports.ts";
import { someTamperedFiles } from "../verify/tampered.ts";
import { drop, expectRefused, findingsIn } from "../verify/in-page.ts";
import { openTab, useBrowser } from "./browser.ts";

useBrowser();

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(["case_sparse"]));
});

afterAll(async () => {
  await service.discard();
});

const OFFLINE = "ERR_INTERNET_DISCONNECTED";

/** The view, loaded, and the requests from then on. The page asks for the service's health while it is offline. */
async function openVerifier(): Promise<{ readonly page: Page; readonly requests: string[] }> {
  const page = await openTab({ mayMeet: [OFFLINE] });
  await page.goto(`${service.url}/#/verify`);
  await page.getByText("Everything that verifying needs is loaded").waitFor();
  const requests: string[] = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/health")) requests.push(request.url());
  });
  return { page, requests };
}

const evaluated = (page: Page) => async (script: string) => await page.evaluate(script);

test("without a network, every demo report holds, and the bytes are those of Node", async () => {
  const { page, requests } = await openVerifier();
  await page.context().setOffline(true);
  for (const caseId of DEMO_CASES) {
    const { pdf } = await genuineReport(caseId);
    await drop(evaluated(page), caseId, pdf);
    const found = await findingsIn(evaluated(page), caseId);
    expect(found.steps.map(({ outcome }) => outcome)).toEqual(Array(7).fill("holds"));
    expect(found.steps.at(-1)?.detail).toContain(`the same ${pdf.length} bytes`);
  }
  expect(requests).toEqual([]);
});

test("tampered files are refused in the command's words, and no request is sent", async () => {
  const { page, requests } = await openVerifier();
  const genuine = await genuineReport("case_sparse");
  await expectRefused(evaluated(page), await someTamperedFiles(genuine));
  await drop(evaluated(page), "genuine", genuine.pdf);
  const { conclusion } = await findingsIn(evaluated(page), "genuine");
  expect(conclusion).toContain("renders exactly this PDF");
  // A worker that was ended starts again from the browser's cache.
  expect(requests.filter((url) => !url.includes("/assets/verifier-worker-"))).toEqual([]);
}, 300_000);

test("a file that is dropped on the list is verified", async () => {
  const page = await openTab();
  await page.goto(service.url);
  await page.getByText("case_sparse").first().waitFor();
  const { pdf } = await genuineReport("case_sparse");
  await drop(evaluated(page), "dropped.pdf", pdf);
  const { conclusion } = await findingsIn(evaluated(page), "dropped.pdf");
  expect(conclusion).toContain("renders exactly this PDF");
  expect(page.url()).toContain("#/verify");
});

test("a report with Chinese text needs the fonts, which the page offers", async () => {
  const { page, requests } = await openVerifier();
  const { pdf } = await eastAsianReport();
  await drop(evaluated(page), "chinese.pdf", pdf);
  const before = await findingsIn(evaluated(page), "chinese.pdf");
  expect(before.steps.at(-1)?.outcome).toBe("not checked");
  expect(requests).toEqual([]);
  await page.getByRole("button", { name: "Load the fonts and verify again" }).click();
  await page.getByText("renders exactly this PDF").waitFor();
  expect(requests.map((url) => new URL(url).pathname.slice(0, 16))).toHaveLength(3);
});

test("the worker can send no request", async () => {
  const { page } = await openVerifier();
  const [worker] = page.workers();
  const attempt = 'fetch("/version").then(String, String)';
  expect(await worker?.evaluate(attempt)).toContain("Failed to fetch");
});

test("a file can be chosen with the keyboard's dialog, and verifying can be cancelled", async () => {
  const { page } = await openVerifier();
  await page.getByLabel("Choose a PDF").setInputFiles(resolve("README.md"));
  await page.getByText("This is not a PDF").waitFor();
  const heading = page.locator("h2:focus");
  expect(await heading.innerText()).toBe("README.md");
  expect(await heading.getAttribute("aria-describedby")).toBe("verify-conclusion");
  expect(await page.locator("#verify-conclusion").innerText()).toContain("is not verified");
  const { pdf } = await genuineReport("case_large");
  await drop(evaluated(page), "large.pdf", pdf);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Everything that verifying needs is loaded").waitFor();
  expect(await page.locator(".verify-findings").count()).toBe(0);
});
