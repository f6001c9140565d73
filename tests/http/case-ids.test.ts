import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { CASE_ID, CASE_ID_RULE } from "../../lib/case/case-id.ts";
import { temporaryFolder } from "../store/temp-folder.ts";
import { openDemoService } from "./demo-service.ts";
import { problemOf } from "./problems.ts";

const DICOM_UID = "1.2.840.113619.2.55.3.2831868886.999.1523853123.467";
const IDS = [
  DICOM_UID,
  "study_7.series-2",
  "x".repeat(128),
  `${"1.".repeat(63)}22`,
  "a",
  "__proto__",
];
const OTHERS = [
  "..",
  ".",
  "a..b",
  ".a",
  "a.",
  "x".repeat(129),
  `${"1.".repeat(64)}2`,
  "a b",
  "ä",
  "a\n",
  "",
];

const DEMO_ROUTES = ["manifest", "metrics", "surface", "overlay", "checksums", "verify"];

let root: string;
let service: Awaited<ReturnType<typeof openDemoService>>;
beforeEach(async () => {
  root = await temporaryFolder();
  service = await openDemoService(root);
});

async function addCase(id: string): Promise<void> {
  const folder = join(root, id);
  await cp("functions/demo/artifacts/case_sparse", folder, { recursive: true });
  const path = join(folder, "manifest.json");
  const manifest = await readFile(path, "utf8");
  await writeFile(path, manifest.replace('"case_sparse"', JSON.stringify(id)));
}

test("the rule in words matches the pattern", () => {
  expect(CASE_ID_RULE).toContain("1 to 128 characters");
  for (const id of IDS) expect(CASE_ID.test(id)).toBe(true);
  for (const id of OTHERS) expect(CASE_ID.test(id)).toBe(false);
});

describe.each(IDS)("the case %s", (id) => {
  test("is listed, shown and verified, and its report has the id in its file name", async () => {
    await addCase(id);
    const { request, post } = service;
    expect(await (await request("/report/cases")).json()).toMatchObject({ cases: [id] });
    expect(await (await request("/demo/cases")).json()).toMatchObject({
      cases: [{ case_id: id, title: expect.any(String) as unknown }],
    });
    for (const route of DEMO_ROUTES) {
      const response = await request(`/demo/cases/${id}/${route}`);
      expect(response.status).toBe(200);
      const about = route === "checksums" ? { algorithm: "SHA256" } : { case_id: id };
      expect(await response.json()).toMatchObject(about);
    }
    expect(await (await request(`/report/cases/${id}`)).json()).toMatchObject({ case_id: id });
    const report = await post(id);
    expect(await report.text()).toBe(id);
    expect(report.headers.get("content-disposition")).toBe(
      `attachment; filename="clarity_report_${id}.pdf"`,
    );
  });
});

test.each(OTHERS)("every route refuses the case id %j and states the rule", async (id) => {
  await mkdir(join(root, "case"));
  const { request, post } = service;
  const posted = await problemOf(await post(id), "invalid_body");
  expect(JSON.stringify(posted)).toContain(CASE_ID_RULE);
  // An id that is not one segment of a path never reaches the routes of a case.
  if ([".", "..", ""].includes(id)) return;
  const segment = encodeURIComponent(id);
  const paths = DEMO_ROUTES.map((route) => `/demo/cases/${segment}/${route}`);
  for (const path of [`/report/cases/${segment}`, ...paths]) {
    const { detail } = await problemOf(await request(path), "invalid_request");
    expect(detail).toContain(CASE_ID_RULE);
  }
});
