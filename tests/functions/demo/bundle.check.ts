import { cp, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, inject, test } from "vitest";
import { httpEvent } from "../../http/events.ts";
import { copyCases } from "../../http/test-service.ts";
import { temporaryFolder } from "../../store/temp-folder.ts";
import { callBundle } from "../bundle.ts";

const built = () => join(inject("builtService"), "dist", "demo");

test("the bundle alone serves cases, compressed as base64 and as text", async () => {
  const root = await temporaryFolder();
  const folder = join(root, "task");
  await cp(built(), folder, { recursive: true });
  await copyCases(join(root, "cases"), ["case_001"]);
  const path = "/demo/cases/case_001/overlay";
  const headers = { "accept-encoding": "gzip" };
  const calls = [httpEvent({ path }), httpEvent({ path, headers })].map((event) => ({ event }));
  const environment = { ARTIFACT_ROOT: join(root, "cases") };
  const { results } = await callBundle({ folder, environment }, calls);
  const [plain, zipped] = results;
  expect(plain).toMatchObject({ statusCode: 200, isBase64Encoded: false });
  expect(zipped).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  const bytes = Buffer.from(zipped?.body ?? "", "base64");
  expect(gunzipSync(bytes).toString()).toBe(plain?.body);
  expect(await readdir(root)).toEqual(["cases", "task"]);
});

test("the bundle contains neither a renderer nor a store that could write", async () => {
  expect((await readdir(built())).sort()).toEqual(["aws-sdk.cjs", "handler.cjs", "worker.cjs"]);
  const files = ["handler.cjs", "worker.cjs"].map(
    async (name) => await readFile(join(built(), name), "utf8"),
  );
  const text = (await Promise.all(files)).join("");
  const writing = ["probe/create-only", ".rename(", `IfNoneMatch:"*"`];
  for (const absent of ["PDFDocument", ...writing]) {
    expect(text).not.toContain(absent);
  }
  expect(text).not.toContain(inject("builtService"));
});
