import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCase } from "../http/test-service.ts";
import { LocalService, makeHome } from "./local-service.ts";

const DICOM_UID = "1.2.840.113619.2.55.3.2831868886.999.1523853123.467";

let service: LocalService;

beforeAll(async () => {
  const home = await makeHome();
  await addCase(home.artifactRoot, DICOM_UID);
  await mkdir(join(home.artifactRoot, "notes and plots"));
  await mkdir(join(home.artifactRoot, "drafts."));
  await symlink("loop", join(home.artifactRoot, "loop"));
  await symlink("z".repeat(4_000), join(home.artifactRoot, "long"));
  await writeFile(join(home.artifactRoot, "README.md"), "");
  service = await LocalService.start(home);
});

afterAll(async () => {
  await service.discard();
});

test("the service starts, and prints the number of cases and the skipped folders", () => {
  expect(service.output).toMatch(/cases +4 in /);
  expect(service.output).toContain(
    '2 folders are skipped, because the name is not a case id: "drafts.", "notes and plots"',
  );
});

test("the lists name the cases, and the log names the folders that are not cases", async () => {
  const ids = [DICOM_UID, "case_sparse", "long", "loop"];
  expect(await (await service.get("/report/cases")).json()).toMatchObject({ cases: ids, total: 4 });
  const skipped = { count: 2, first: ["drafts.", "notes and plots"] };
  expect(await (await service.get("/demo/cases")).json()).toMatchObject({ total: 4, skipped });
  await service.until(() => service.logged("folders_skipped").length === 2);
});

test("a case whose id has dots is shown and gets a report over HTTP", async () => {
  const verified = await service.get(`/demo/cases/${DICOM_UID}/verify`);
  expect(await verified.json()).toMatchObject({ case_id: DICOM_UID, record: "readable" });
  const status = await service.get(`/report/cases/${DICOM_UID}`);
  expect(await status.json()).toMatchObject({ case_id: DICOM_UID, ready: false });
});
