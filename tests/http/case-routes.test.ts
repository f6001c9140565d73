import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expectExplicitCors, problemOf } from "./problems.ts";
import { openTestService, storedIn } from "./test-service.ts";

test("the cases are listed by id, sorted; other folders and files are not cases", async () => {
  const cases = ["case_sparse", "case_001", "case_rich"];
  const { request, artifactRoot } = await openTestService({ cases });
  await mkdir(join(artifactRoot, "no case"));
  await writeFile(join(artifactRoot, "notes.txt"), "");
  const answer = await request("/report/cases");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  expectExplicitCors(answer);
  expect(await answer.json()).toEqual({ cases: ["case_001", "case_rich", "case_sparse"] });
});

test("a folder without cases is an empty list", async () => {
  const { request } = await openTestService({ cases: [] });
  expect(await (await request("/report/cases")).json()).toEqual({ cases: [] });
});

test("a case is not ready until its report is stored, and asking renders nothing", async () => {
  const { request, post, cacheDir, lines } = await openTestService();
  const before = await request("/report/cases/case_sparse");
  expect(before.status).toBe(200);
  expect(before.headers.get("cache-control")).toBe("no-cache");
  expectExplicitCors(before);
  expect(lines).toEqual([]);
  expect(await storedIn(cacheDir, "claims")).toEqual([]);
  const key = (await post("case_sparse")).headers.get("x-cache-key") ?? "";
  const about = { case_id: "case_sparse", cache_key: key, href: `/report/${key}.pdf` };
  expect(await before.json()).toEqual({ ...about, ready: false });
  const after = await request("/report/cases/case_sparse");
  expect(await after.json()).toEqual({ ...about, ready: true });
  expect((await request(about.href)).status).toBe(200);
});

test("a case whose content changed is not ready again", async () => {
  const { request, post, artifactRoot } = await openTestService();
  await post("case_sparse");
  const metrics = { baseline_id: "b", baseline_metrics: { esi: 0.5, drift: 0.5 } };
  await writeFile(join(artifactRoot, "case_sparse", "metrics.json"), JSON.stringify(metrics));
  const status = await request("/report/cases/case_sparse");
  expect(await status.json()).toMatchObject({ ready: false });
});

test("a case that is not there is 404 and says where the cases are listed", async () => {
  const { request } = await openTestService();
  const problem = await problemOf(await request("/report/cases/nobody"), "not_found");
  expect(problem).toMatchObject({ case_id: "nobody" });
  expect(problem.detail).toContain("GET /report/cases");
});

test("a folder of cases that is gone is 503, not an empty list", async () => {
  const { request, artifactRoot } = await openTestService();
  await rm(artifactRoot, { recursive: true });
  const problem = await problemOf(await request("/report/cases"), "store_unavailable");
  expect(problem.detail).toContain("could not be listed");
});
