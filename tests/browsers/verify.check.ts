import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LocalService, makeHome } from "../start/local-service.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { drop, expectRefused, findingsIn } from "../verify/in-page.ts";
import { genuineReport } from "../verify/reports.ts";
import { someTamperedFiles } from "../verify/tampered.ts";
import { firefox } from "./firefox.ts";
import type { Tab } from "./tab.ts";
import { webkit } from "./webkit.ts";

/** Chromium has all demo cases (tests/console/verify.check.ts). */
const CASES = ["case_001", "case_sparse"];

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(["case_sparse"]));
});

afterAll(async () => {
  await service.discard();
});

describe.each([firefox, webkit])("the view verify in $name", ({ open }) => {
  let folder: string;
  let tab: Tab;

  beforeEach(async () => {
    folder = await makeFolder();
    const [home, downloads] = [join(folder, "home"), join(folder, "Downloads")];
    for (const one of [home, downloads]) await mkdir(one);
    tab = await open(home, downloads);
    await openVerifier();
  });

  afterEach(async () => {
    const faults = await tab.faults();
    await tab.close();
    await removeFolder(folder);
    if (faults.length > 0) throw new Error(`the page reported:\n${faults.join("\n")}`);
  });

  async function openVerifier(): Promise<void> {
    await tab.goto(`${service.url}/#/verify`);
    await expect.poll(async () => await tab.text()).toContain("is loaded");
  }

  it("renders two demo cases to the bytes of Node", async () => {
    for (const caseId of CASES) {
      const { pdf } = await genuineReport(caseId);
      await drop(tab.evaluate, caseId, pdf);
      const { steps } = await findingsIn(tab.evaluate, caseId);
      expect(steps.at(-1)).toMatchObject({ label: "bytes", outcome: "holds" });
    }
  });

  it("refuses tampered files in the command's words, and still verifies a genuine one", async () => {
    const genuine = await genuineReport("case_sparse");
    await expectRefused(tab.evaluate, await someTamperedFiles(genuine));
    await drop(tab.evaluate, "genuine", genuine.pdf);
    const { conclusion } = await findingsIn(tab.evaluate, "genuine");
    expect(conclusion).toContain("renders exactly this PDF");
  }, 300_000);
});
