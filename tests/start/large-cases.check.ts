import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { LocalService, makeHome } from "./local-service.ts";

/** Answers of `/health`, one after the other, that must arrive while one request is under way. */
/** The quickest of the requests below takes a quarter of a second. */
const ANSWERS = 5;
/** A row of 1,000 numbers has some 6 KB. */
const ROWS = 2_000;

let service: LocalService;

beforeAll(async () => {
  const home = await makeHome(["case_sparse"]);
  await addLargeCase(home.artifactRoot, "large");
  await symlink("loop", join(home.artifactRoot, "loop"));
  await symlink("x".repeat(300), join(home.artifactRoot, "too_long"));
  service = await LocalService.start(home);
  return async () => await service.discard();
});

/** Two artifacts of some 12 MB, almost all of it in a member that no report draws. */
async function addLargeCase(artifactRoot: string, caseId: string): Promise<void> {
  const row = JSON.stringify(Array.from({ length: 1_000 }, (_, nth) => nth / 1_000));
  const matrix = `[${Array.from({ length: ROWS }, () => row).join(",")}]`;
  await mkdir(join(artifactRoot, caseId));
  const files = {
    "manifest.json": `{"case_id":"${caseId}","more":${matrix}}`,
    "robustness_surface.json": `{"axes":[],"more":${matrix}}`,
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(artifactRoot, caseId, name), text);
  }
}

test.each(["/report/cases/large", "/demo/cases/large/manifest", "/demo/cases"])(
  `while %s works on a large case, ${ANSWERS} requests for /health are answered`,
  async (path) => {
    let isDone = false;
    // HEAD takes the same work as GET, and its answer none to check here.
    const large = service.get(path, { method: "HEAD" }).then(({ status }) => {
      isDone = true;
      return status;
    });
    for (let nth = 0; nth < ANSWERS; nth++) {
      expect((await service.get("/health")).status).toBe(200);
      expect(isDone).toBe(false);
    }
    expect(await large).toBe(200);
  },
);

test("odd entries in the folder of cases break neither the service nor its lists", async () => {
  const ids = ["case_sparse", "large", "loop", "too_long"];
  const listed = await service.get("/report/cases");
  expect(await listed.json()).toMatchObject({ cases: ids, total: 4 });
  const problem = { code: "store_unavailable" };
  const cases = await service.get("/demo/cases");
  expect(await cases.json()).toMatchObject({
    cases: [
      { case_id: "case_sparse", title: expect.any(String) as unknown },
      { case_id: "large", axes: [] },
      { case_id: "loop", problem },
      { case_id: "too_long", problem },
    ],
  });
});
