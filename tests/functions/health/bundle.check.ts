import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { expect, inject, test } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import { httpEvent, responseOf } from "../../http/events.ts";
import { problemOf } from "../../http/problems.ts";
import { callBundle } from "../bundle.ts";

const folder = join(inject("builtService"), "dist", "health");
const bodies = v.object({ version: v.string(), git_sha: v.string() });

test("the bundle returns the package's version and the commit of the build", async () => {
  const calls = ["/version", "/health", "/nowhere"].map((path) => ({ event: httpEvent({ path }) }));
  const { results } = await callBundle({ folder, environment: {} }, calls);
  const [version, health, nowhere] = results;
  const built = v.parse(bodies, JSON.parse(version?.body ?? ""));
  expect(built.version).toBe(packageJson.version);
  expect(built.git_sha).toMatch(/^[0-9a-f]{40}$|^unknown$/);
  expect(health).toMatchObject({ statusCode: 200 });
  expect((await problemOf(responseOf(nowhere ?? {}), "not_found")).status).toBe(404);
});

test("the bundle contains no renderer, store or case reader", async () => {
  expect(await readdir(folder)).toEqual(["handler.cjs"]);
  const text = await readFile(join(folder, "handler.cjs"), "utf8");
  for (const absent of ["PDFDocument", "fs/promises", "robustness_surface"]) {
    expect(text).not.toContain(absent);
  }
});
