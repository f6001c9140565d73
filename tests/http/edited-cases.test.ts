import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CaseFolder } from "../../lib/store/file/case-folder.ts";
import type { ArtifactSource } from "../../lib/store/contract.ts";
import { problemOf } from "./problems.ts";
import { openTestService, storedIn } from "./test-service.ts";

/** Lets something happen right before the artifacts are read. */
function readAfter(happens: () => Promise<void>) {
  return (folder: CaseFolder): ArtifactSource => ({
    identify: async (id, names) => await folder.identify(id, names),
    folders: async () => await folder.folders(),
    read: async (id, names, options) => {
      await happens();
      return await folder.read(id, names, options);
    },
  });
}

/** A service that knows the case's key without having read it for the request at hand, and an edit between. */
async function editedBetween(edits: number) {
  let left = 0;
  const edit = async () => {
    if (left-- <= 0) return;
    const file = join(service.artifactRoot, "case_sparse", "manifest.json");
    const manifest: object = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...manifest, edit: left }));
  };
  const service = await openTestService({ source: readAfter(edit) });
  const before = (await service.request("/report/cases/case_sparse")).json();
  left = edits;
  return { ...service, before: await before };
}

test("a case that is edited after its key was looked up gets the report of its current content", async () => {
  const { post, request, before, cacheDir } = await editedBetween(1);
  const answer = await post("case_sparse");
  expect([answer.status, answer.headers.get("x-cache-hit")]).toEqual([200, "false"]);
  const key = answer.headers.get("x-cache-key");
  expect(before).not.toMatchObject({ cache_key: key });
  const now: unknown = await (await request("/report/cases/case_sparse")).json();
  expect(now).toMatchObject({ cache_key: key, ready: true });
  expect(await storedIn(cacheDir, "reports")).toEqual([key]);
  expect(await storedIn(cacheDir, "claims")).toEqual([key]);
});

test("a case that keeps changing is reported as such, and nothing is claimed for it", async () => {
  const { post, cacheDir } = await editedBetween(1_000);
  await problemOf(await post("case_sparse"), "case_unsettled");
  expect(await storedIn(cacheDir, "claims")).toEqual([]);
});
