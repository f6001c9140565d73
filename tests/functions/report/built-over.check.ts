import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { generateEvent, responseOf } from "../../http/events.ts";
import { problemOf } from "../../http/problems.ts";
import { copyCases, storedIn } from "../../http/test-service.ts";
import { temporaryFolder } from "../../store/temp-folder.ts";
import { callBundle } from "../bundle.ts";

test("a function whose build was replaced stores nothing that the newer renderer draws", async () => {
  const root = await temporaryFolder();
  const folder = join(root, "task");
  await cp(join(inject("builtService"), "dist/report"), folder, { recursive: true });
  const [artifactRoot, cacheDir] = [join(root, "cases"), join(root, "cache")];
  await copyCases(artifactRoot, ["case_sparse"]);
  const environment = { ARTIFACT_ROOT: artifactRoot, CLARITY_CACHE_DIR: cacheDir };

  const renderer = join(folder, "renderer.cjs");
  const own = await readFile(renderer, "utf8");
  const newer = own.replace(/RENDERER_BUILD="[0-9a-f]{64}"/, 'RENDERER_BUILD="newer"');
  expect(newer).not.toBe(own);
  await writeFile(renderer, newer);
  const [refused] = (
    await callBundle({ folder, environment }, [{ event: generateEvent("case_sparse") }])
  ).results;
  const problem = await problemOf(responseOf(refused ?? {}), "misconfigured");
  expect(problem.detail).toContain("Restart the process");
  expect(await storedIn(cacheDir, "reports")).toEqual([]);

  // Started again, it finds the claim given back.
  await writeFile(renderer, own);
  const [served] = (
    await callBundle({ folder, environment }, [{ event: generateEvent("case_sparse") }])
  ).results;
  expect(served).toMatchObject({ statusCode: 200, headers: { "x-cache-hit": "false" } });
});

test("a function whose build was replaced stores nothing that a newer font draws", async () => {
  const root = await temporaryFolder();
  const folder = join(root, "task");
  await cp(join(inject("builtService"), "dist/report"), folder, { recursive: true });
  const [artifactRoot, cacheDir] = [join(root, "cases"), join(root, "cache")];
  await copyCases(artifactRoot, ["case_sparse"]);
  const manifest = join(artifactRoot, "case_sparse/manifest.json");
  const own: object = JSON.parse(await readFile(manifest, "utf8"));
  await writeFile(manifest, JSON.stringify({ ...own, title: "폐렴" }));
  const environment = { ARTIFACT_ROOT: artifactRoot, CLARITY_CACHE_DIR: cacheDir };

  const font = join(folder, "korean.cjs");
  const built = await readFile(font, "utf8");
  await writeFile(font, built.replace(/FONT_BUILD="[0-9a-f]{64}"/, 'FONT_BUILD="newer"'));
  const [refused] = (
    await callBundle({ folder, environment }, [{ event: generateEvent("case_sparse") }])
  ).results;
  const problem = await problemOf(responseOf(refused ?? {}), "misconfigured");
  expect(problem.detail).toContain("Restart the process");
  expect(await storedIn(cacheDir, "reports")).toEqual([]);
});
