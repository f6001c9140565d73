import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { expectExplicitCors, problemOf } from "./problems.ts";
import { openTestService, storedIn } from "./test-service.ts";

const Failing = v.looseObject({
  checks: v.looseObject({
    fail: v.array(v.looseObject({ check: v.string(), where: v.string(), stated: v.string() })),
  }),
});
const SPARSE_RECORD = {
  manifest: "confirmed",
  metrics: "confirmed",
  overlay_bundle: "confirmed",
  robustness_surface: "confirmed",
};
const anyChecks = () => ({
  hold: expect.any(Number),
  fail: expect.any(Array),
  unchecked: expect.any(Number),
});

test("the list has the cases sorted by id, and no other folders or files", async () => {
  const cases = ["case_sparse", "case_001", "case_rich"];
  const { request, artifactRoot } = await openTestService({ cases });
  await mkdir(join(artifactRoot, "no case"));
  await writeFile(join(artifactRoot, "notes.txt"), "");
  const answer = await request("/report/cases");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  expectExplicitCors(answer);
  expect(await answer.json()).toEqual({
    cases: ["case_001", "case_rich", "case_sparse"],
    unreadable: [],
    total: 3,
  });
});

test("a folder without cases is an empty list", async () => {
  const { request } = await openTestService({ cases: [] });
  expect(await (await request("/report/cases")).json()).toEqual({
    cases: [],
    unreadable: [],
    total: 0,
  });
});

test("a case is not ready until its report is stored, and a status request renders nothing", async () => {
  const { request, post, cacheDir, lines } = await openTestService();
  const before = await request("/report/cases/case_sparse");
  expect(before.status).toBe(200);
  expect(before.headers.get("cache-control")).toBe("no-cache");
  expectExplicitCors(before);
  expect(lines).toEqual([]);
  expect(await storedIn(cacheDir, "claims")).toEqual([]);
  const key = (await post("case_sparse")).headers.get("x-cache-key") ?? "";
  const about = { case_id: "case_sparse", cache_key: key, href: `/report/${key}.pdf` };
  const unready = { ...about, ready: false, record: SPARSE_RECORD, checks: anyChecks() };
  expect(await before.json()).toEqual(unready);
  const after = await request("/report/cases/case_sparse");
  const report = Buffer.from(await (await request(about.href)).arrayBuffer());
  const sha256 = createHash("sha256").update(report).digest("hex");
  expect(await after.json()).toEqual({ ...unready, ready: true, sha256, bytes: report.length });
});

test("the status names every failed check with both values, and follows an edit", async () => {
  const { request, artifactRoot } = await openTestService();
  const failing = async () =>
    v.parse(Failing, await (await request("/report/cases/case_sparse")).json()).checks.fail;
  expect(await failing()).toEqual([]);
  const path = join(artifactRoot, "case_sparse", "robustness_surface.json");
  const surface = await readFile(path, "utf8");
  await writeFile(path, surface.replace(/"mean_esi":\s*[\d.]+/, '"mean_esi": 0.99'));
  const checks = (await failing()).map(({ check, where, stated }) => ({ check, where, stated }));
  expect(checks).toEqual([
    { check: "record_of_checksums", where: expect.any(String), stated: expect.any(String) },
    {
      check: "surface_statistics",
      where: "robustness_surface.json#/axes/0/mean_esi",
      stated: "0.99",
    },
  ]);
});

test("a case whose content changed is not ready again", async () => {
  const { request, post, artifactRoot } = await openTestService();
  await post("case_sparse");
  const metrics = { baseline_id: "b", baseline_metrics: { esi: 0.5, drift: 0.5 } };
  await writeFile(join(artifactRoot, "case_sparse", "metrics.json"), JSON.stringify(metrics));
  const status = await request("/report/cases/case_sparse");
  expect(await status.json()).toMatchObject({ ready: false });
});

test("a missing case returns 404 and says where the cases are listed", async () => {
  const { request } = await openTestService();
  const problem = await problemOf(await request("/report/cases/unknown"), "not_found");
  expect(problem).toMatchObject({ case_id: "unknown" });
  expect(problem.detail).toContain("GET /report/cases");
});

test("a missing folder of cases returns 503, not an empty list", async () => {
  const { request, artifactRoot } = await openTestService();
  await rm(artifactRoot, { recursive: true });
  const problem = await problemOf(await request("/report/cases"), "store_unavailable");
  expect(problem.detail).toContain("could not be listed");
});
