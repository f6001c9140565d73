import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addCase } from "../http/test-service.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { firefox } from "./firefox.ts";
import type { Tab } from "./tab.ts";
import { webkit } from "./webkit.ts";

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(["case_001"]));
});

afterAll(async () => {
  await service.discard();
});

describe.each([firefox, webkit])("the page in $name", ({ name, open }) => {
  let folder: string;
  let downloads: string;
  let tab: Tab;
  /** Each browser has a separate case, so that no report is stored before. */
  const caseId = `case_of_${name}`;

  beforeAll(async () => {
    await addCase(service.home.artifactRoot, caseId);
  });

  beforeEach(async () => {
    folder = await makeFolder();
    downloads = join(folder, "Downloads");
    const home = join(folder, "home");
    for (const one of [home, downloads]) await mkdir(one);
    tab = await open(home, downloads);
  });

  afterEach(async () => {
    const faults = await tab.faults();
    await tab.close();
    await removeFolder(folder);
    if (faults.length > 0) throw new Error(`the page reported:\n${faults.join("\n")}`);
  });

  async function untilShown(words: string | RegExp): Promise<void> {
    await expect.poll(async () => await tab.text()).toMatch(words);
  }

  it("lists the cases and opens one", async () => {
    await tab.goto(`${service.url}/`);
    await untilShown(caseId);
    await tab.click('//a[contains(@href, "case_001")]');
    await untilShown("Key figures");
    expect(await tab.url()).toBe(`${service.url}/#/case/case_001`);
  });

  it("shows a case by its address", async () => {
    await tab.goto(`${service.url}/#/case/${caseId}`);
    await untilShown("Key figures");
    expect(await tab.text()).toContain(caseId);
  });

  it("compares a case with another one that it finds", async () => {
    await tab.goto(`${service.url}/#/case/case_001`);
    await untilShown("Compare with");
    await tab.click('//button[contains(., "Compare with")]');
    await untilShown(/\d+ cases? found/);
    await tab.click(`//search//a[contains(@href, "${caseId}")]`);
    await untilShown("Members that differ");
    expect(await tab.url()).toBe(`${service.url}/#/compare/case_001/${caseId}`);
    expect(await tab.text()).toContain("Lowest ESI");
  });

  it("gets a report and downloads it byte for byte", async () => {
    await tab.goto(`${service.url}/#/case/${caseId}`);
    await untilShown("Get the report");
    await tab.click('//button[contains(., "Get the report")]');
    await untilShown("is ready");
    await tab.click('//button[starts-with(normalize-space(), "Download")]');
    const file = join(downloads, `clarity_report_${caseId}.pdf`);
    const report = Buffer.from(await (await service.post(caseId)).arrayBuffer());
    await expect
      .poll(async () => (await readFile(file).catch(() => undefined))?.equals(report))
      .toBe(true);
    expect(await readdir(downloads)).toEqual([`clarity_report_${caseId}.pdf`]);
  });
});
