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

/** The routes that serve one artifact each. */
const ARTIFACT_ROUTES = {
  manifest: "manifest.json",
  surface: "robustness_surface.json",
  overlay: "overlay_bundle.json",
  metrics: "metrics.json",
} as const;

/** The list of cases shows values of these artifacts. */

test.each(DAMAGES)(
  "%s returns a 422 that names %s and the pointer %j",
  async (_what, file, pointer, damage) => {
    const { post, request, artifactRoot, cacheDir, lines, requests } = await openTestService();
    await addCase(artifactRoot, "case_other");
    await damage(join(artifactRoot, CASE, file));
    const fault = { case_id: CASE, file, pointer };

    // The answers that need the whole case.
    for (const answer of [await post(CASE), await request(`/report/cases/${CASE}`)]) {
      const problem = await problemOf(answer, "unreportable_case");
      expect(problem).toMatchObject(fault);
      expect(problem["expected"]).toMatch(/./);
      expect(problem["received"]).toMatch(/./);
      const { line, column } = v.parse(PlaceSchema, problem);
      const place = line === undefined ? "" : `, line ${line}, column ${column}`;
      const where = pointer === "" ? file : `${file} at ${pointer}`;
      expect(problem.detail).toContain(`${where}${place}: expected`);
      expect(problem.detail.length).toBeLessThan(600);
    }
    expect(await storedIn(cacheDir, "claims")).toEqual([]);

    // The artifacts: only the damaged one is refused.
    for (const [route, ofRoute] of Object.entries(ARTIFACT_ROUTES)) {
      const answer = await request(`/demo/cases/${CASE}/${route}`);
      expect(await answer.json()).toMatchObject(
        ofRoute === file ? { ...fault, status: 422 } : { case_id: CASE },
      );
    }

    // The log: the line of each request names the outcome, and there is no other line.
    expect(lines).toEqual([]);
    expect(requests[0]).toMatchObject({ outcome: "unreportable_case", case_id: CASE });

    // The lists: the case stays in both, with its problem, which is logged once.
    const unreadable = { case_id: CASE, problem: { code: "unreportable_case", file } };
    expect(await (await request("/demo/cases?filter=unreadable")).json()).toMatchObject({
      cases: [unreadable],
      total: 1,
      counts: { all: 2, known: 2, unreadable: 1 },
    });
    expect(await (await request("/demo/cases")).json()).toMatchObject({
      cases: [{ case_id: "case_other" }, unreadable],
      total: 2,
    });
    const logged = { event: "case_unreadable", level: "warn", case_id: CASE, file };
    expect(lines).toMatchObject([logged]);
    const reports = await request("/report/cases");
    expect(await reports.json()).toMatchObject({
      cases: ["case_other", CASE],
      unreadable: [unreadable],
    });

    // The other case.
    expect((await post("case_other")).status).toBe(200);
  },
);

test("a stored report is not served for a case that was damaged since", async () => {
  const { post, artifactRoot } = await openTestService();
  const path = join(artifactRoot, CASE, "metrics.json");
  const good = await readFile(path);
  const first = await post(CASE);
  await truncate(path, 10);
  await problemOf(await post(CASE), "unreportable_case");
  await writeFile(path, good);
  const repaired = await post(CASE);
  expect(repaired.headers.get("x-cache-hit")).toBe("true");
  expect(repaired.headers.get("etag")).toBe(first.headers.get("etag"));
});

test("a nesting of 32, the number 2^53-1 and a size of 16 MiB are valid", async () => {
  const { post, artifactRoot } = await openTestService();
  await replaced(
    "{",
    `{"x": ${deep(31)}, "y": 9007199254740991,`,
  )(join(artifactRoot, CASE, "manifest.json"));
  await edited((text) => text.padEnd(16 * MIB, " "))(join(artifactRoot, CASE, "metrics.json"));
  expect((await post(CASE)).status).toBe(200);
});

test("a folder without any artifact is not a case and returns 404", async () => {
  const { post, artifactRoot } = await openTestService();
  for (const name of ["manifest", "metrics", "overlay_bundle", "robustness_surface"]) {
    await rm(join(artifactRoot, CASE, `${name}.json`));
  }
  const problem = await problemOf(await post(CASE), "not_found");
  expect(problem).toMatchObject({ case_id: CASE });
});
