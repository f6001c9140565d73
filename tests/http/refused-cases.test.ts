import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { DAMAGED_CASE as CASE, DAMAGES, deep, edited, MIB, replaced } from "./damages.ts";
import { problemOf } from "./problems.ts";
import { addCase, openTestService, storedIn } from "./test-service.ts";

const PlaceSchema = v.union([
  v.object({ line: v.number(), column: v.number() }),
  v.object({ line: v.optional(v.undefined()), column: v.optional(v.undefined()) }),
]);

test.each(DAMAGES)("%s is 422 naming %s and the place %j", async (_what, file, pointer, damage) => {
  const { post, request, artifactRoot, cacheDir, lines } = await openTestService();
  await addCase(artifactRoot, "case_other");
  await damage(join(artifactRoot, CASE, file));
  for (const answer of [await post(CASE), await request(`/report/cases/${CASE}`)]) {
    const problem = await problemOf(answer, "unreportable_case");
    expect(problem).toMatchObject({ case_id: CASE, file, pointer });
    expect(problem["expected"]).toMatch(/./);
    expect(problem["received"]).toMatch(/./);
    const { line, column } = v.parse(PlaceSchema, problem);
    const place = line === undefined ? "" : `, line ${line}, column ${column}`;
    const where = pointer === "" ? file : `${file} at ${pointer}`;
    expect(problem.detail).toContain(`${where}${place}: expected`);
    expect(problem.detail.length).toBeLessThan(600);
  }
  expect(lines).toEqual([]);
  expect(await storedIn(cacheDir, "claims")).toEqual([]);
  expect((await post("case_other")).status).toBe(200);
  const listed = await request("/report/cases");
  expect(await listed.json()).toEqual({ cases: ["case_other", CASE] });
});

test("a report that was stored is not served for a case that is damaged since", async () => {
  const { post, artifactRoot } = await openTestService();
  const path = join(artifactRoot, CASE, "metrics.json");
  const good = await readFile(path);
  const first = await post(CASE);
  await truncate(path, 10);
  await problemOf(await post(CASE), "unreportable_case");
  await writeFile(path, good);
  const mended = await post(CASE);
  expect(mended.headers.get("x-cache-hit")).toBe("true");
  expect(mended.headers.get("etag")).toBe(first.headers.get("etag"));
});

test("nesting of 32, 2^53-1 and 16 MiB are still fine", async () => {
  const { post, artifactRoot } = await openTestService();
  await replaced(
    "{",
    `{"x": ${deep(31)}, "y": 9007199254740991,`,
  )(join(artifactRoot, CASE, "manifest.json"));
  await edited((text) => text.padEnd(16 * MIB, " "))(join(artifactRoot, CASE, "metrics.json"));
  expect((await post(CASE)).status).toBe(200);
});

test("a folder without any artifact is no case: 404", async () => {
  const { post, artifactRoot } = await openTestService();
  for (const name of ["manifest", "metrics", "overlay_bundle", "robustness_surface"]) {
    await rm(join(artifactRoot, CASE, `${name}.json`));
  }
  const problem = await problemOf(await post(CASE), "not_found");
  expect(problem).toMatchObject({ case_id: CASE });
});
