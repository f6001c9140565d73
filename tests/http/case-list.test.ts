import { cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../store/temp-folder.ts";
import { openDemoService } from "./demo-service.ts";

let root: string;
let service: Awaited<ReturnType<typeof openDemoService>>;
beforeEach(async () => {
  root = await temporaryFolder();
  service = await openDemoService(root);
  await cp("functions/demo/artifacts/case_sparse", join(root, "case_sparse"), { recursive: true });
});

async function jsonOf(path: string): Promise<unknown> {
  const response = await service.request(path);
  expect(response.status).toBe(200);
  return await response.json();
}

function logged() {
  return service.lines.filter(({ event }) => event === "folders_skipped");
}

test("both lists have the same cases, and unreadable ones have their problem", async () => {
  await mkdir(join(root, "broken"));
  await writeFile(join(root, "broken", "manifest.json"), "{");
  await mkdir(join(root, "empty"));
  await symlink("loop", join(root, "loop"));
  await symlink("z".repeat(4_000), join(root, "too.long"));
  await symlink("nowhere", join(root, "dead"));
  await writeFile(join(root, "file"), "");
  const ids = ["broken", "case_sparse", "empty", "loop", "too.long"];
  expect(await jsonOf("/report/cases")).toMatchObject({
    cases: ids,
    unreadable: [
      { case_id: "broken", problem: { code: "unreportable_case", file: "manifest.json" } },
      { case_id: "empty", problem: { code: "not_found" } },
      { case_id: "loop", problem: { code: "store_unavailable" } },
      { case_id: "too.long", problem: { code: "store_unavailable" } },
    ],
    total: 5,
  });
  expect(await jsonOf("/demo/health")).toMatchObject({ cases_available: 5, counted_all: true });
  expect(await jsonOf("/demo/cases")).toMatchObject({
    total: 5,
    cases: [
      { case_id: "broken", problem: { code: "unreportable_case", file: "manifest.json" } },
      { case_id: "case_sparse", synthetic: true },
      { case_id: "empty", problem: { code: "not_found" } },
      { case_id: "loop", problem: { code: "store_unavailable" } },
      { case_id: "too.long", problem: { code: "store_unavailable" } },
    ],
  });
});

test("folders that are not cases are counted and named, in the list and once in the log", async () => {
  const names = ["a b", "b.", "c..d", "d e", "e f", "f g"];
  for (const name of names) await mkdir(join(root, name));
  const skipped = { count: 6, first: names.slice(0, 5) };
  for (let round = 0; round < 3; round++) {
    expect(await jsonOf("/demo/cases")).toMatchObject({ total: 1, skipped });
  }
  expect(logged()).toMatchObject([{ level: "warn", folders: 6, first: skipped.first }]);
  await rm(join(root, "f g"), { recursive: true });
  await jsonOf("/demo/cases");
  expect(logged().map(({ folders }) => folders)).toEqual([6, 5]);
});

test("when every folder is a case, the list skips none and logs nothing", async () => {
  expect(await jsonOf("/demo/cases")).toMatchObject({ skipped: { count: 0, first: [] } });
  expect(logged()).toEqual([]);
});
