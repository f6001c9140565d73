import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCase } from "../http/test-service.ts";
import { LocalService, makeHome } from "./local-service.ts";

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome([]));
});

afterAll(async () => {
  await service.discard();
});

/** Asks for a case's report; whether it was rendered for this. */
async function isRendered(caseId: string): Promise<boolean> {
  const answer = await service.post(caseId);
  expect(answer.status).toBe(200);
  return answer.headers.get("x-cache-hit") === "false";
}

const reasons = () => service.logged("store_reopened").map(({ reason }) => reason);

test("a running service continues after its cache folder was removed or replaced, and logs it", async () => {
  const { artifactRoot, cacheDir, root } = service.home;
  await addCase(artifactRoot, "case_a");
  await addCase(artifactRoot, "case_b");
  expect(await isRendered("case_a")).toBe(true);
  expect(await isRendered("case_a")).toBe(false);

  await rm(join(cacheDir, "tmp"), { recursive: true });
  expect(await isRendered("case_b")).toBe(true);
  expect(reasons()).toEqual(["missing"]);

  await rename(cacheDir, join(root, "away"));
  await mkdir(join(cacheDir, "tmp"), { recursive: true });
  expect(await isRendered("case_a")).toBe(true);
  expect(reasons()).toEqual(["missing", "replaced"]);

  await rm(cacheDir, { recursive: true });
  expect(await isRendered("case_a")).toBe(true);
  expect(await isRendered("case_a")).toBe(false);
  expect(reasons()).toEqual(["missing", "replaced", "missing"]);
});
