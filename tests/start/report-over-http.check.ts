import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCase } from "../http/test-service.ts";
import { problemOf } from "../http/problems.ts";
import { LocalService, makeHome } from "./local-service.ts";

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(["case_001", "case_sparse"]));
});

afterAll(async () => {
  await service.discard();
});

async function report(answer: Response) {
  const body = Buffer.from(await answer.arrayBuffer());
  const { headers } = answer;
  const [hit, key, etag] = ["x-cache-hit", "x-cache-key", "etag"].map((name) => headers.get(name));
  return { status: answer.status, body, hit, key: key ?? "", etag };
}

async function keyOf(caseId: string): Promise<string> {
  const status: unknown = await (await service.get(`/report/cases/${caseId}`)).json();
  return String(Object.entries(status ?? {}).find(([name]) => name === "cache_key")?.[1]);
}

async function edit(caseId: string, file: string, change: (text: string) => string) {
  const path = join(service.home.artifactRoot, caseId, file);
  const before = await readFile(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
}

test("without a report its address returns 404 and the case is not ready, and after the render both are available", async () => {
  await addCase(service.home.artifactRoot, "case_new");
  const key = await keyOf("case_new");
  const href = `/report/${key}.pdf`;
  const about = { case_id: "case_new", cache_key: key, href };
  const status = async () => await (await service.get("/report/cases/case_new")).json();
  await problemOf(await service.get(href), "not_found");
  expect(await status()).toMatchObject({ ...about, ready: false });
  const made = await report(await service.post("case_new"));
  expect(made).toMatchObject({ status: 200, key });
  expect(await status()).toMatchObject({ ...about, ready: true });
  const stored = await report(await service.get(href));
  expect(stored).toMatchObject({ status: 200, key, etag: made.etag });
  expect(stored.body.equals(made.body)).toBe(true);
});

test("the first POST returns a PDF, and the second the same bytes with the same key and ETag", async () => {
  const first = await report(await service.post("case_001"));
  const second = await report(await service.post("case_001"));
  expect(first.body.subarray(0, 5).toString()).toBe("%PDF-");
  expect(first).toMatchObject({ status: 200, hit: "false" });
  expect(second).toMatchObject({ status: 200, hit: "true", key: first.key, etag: first.etag });
  expect(second.body.equals(first.body)).toBe(true);
  expect(first.etag).toBe(`"${createHash("sha256").update(first.body).digest("hex")}"`);
  expect((await service.stored(`${first.key}/0.pdf`)).equals(first.body)).toBe(true);
});

const ONE_NUMBER: readonly (readonly [string, RegExp, string])[] = [
  ["manifest.json", /"mask_value": [\d.]+/, '"mask_value": 0.125'],
  ["metrics.json", /"esi": [\d.]+/, '"esi": 0.8410001'],
  ["overlay_bundle.json", /"width": 224/, '"width": 225'],
  ["robustness_surface.json", /"global_mean_esi": [\d.]+/, '"global_mean_esi": 0.75705834'],
];

test.each(ONE_NUMBER)(
  "a changed number in %s leads to another report immediately",
  async (file, from, to) => {
    await addCase(service.home.artifactRoot, "case_edited");
    const before = await report(await service.post("case_edited"));
    await edit("case_edited", file, (text) => text.replace(from, to));
    const after = await report(await service.post("case_edited"));
    expect(after).toMatchObject({ status: 200, hit: "false" });
    expect(after.key).not.toBe(before.key);
    expect(after.body.equals(before.body)).toBe(false);
    const old = await report(await service.get(`/report/${before.key}.pdf`));
    expect(old.body.equals(before.body)).toBe(true);
  },
);

function reformatted(text: string): string {
  const parsed: unknown = JSON.parse(text);
  const members = Object.entries(parsed ?? {}).toReversed();
  return JSON.stringify(Object.fromEntries(members), null, "\t").replace("0.841", "84.1e-2");
}

test("another spelling of a file leads to the same report for a case without checksums", async () => {
  await rm(join(service.home.artifactRoot, "case_sparse", "checksums.json"));
  const before = await report(await service.post("case_sparse"));
  for (const [file] of ONE_NUMBER) await edit("case_sparse", file, reformatted);
  await writeFile(join(service.home.artifactRoot, "case_sparse", "notes.json"), "{}");
  const after = await report(await service.post("case_sparse"));
  expect(after).toMatchObject({ status: 200, hit: "true", key: before.key, etag: before.etag });
});

test("a case whose number changes in its last digits has another key", async () => {
  await addCase(service.home.artifactRoot, "case_last_digits");
  const before = await report(await service.post("case_last_digits"));
  await edit("case_last_digits", "metrics.json", (text) => text.replace("0.841", "0.841000000001"));
  const after = await report(await service.post("case_last_digits"));
  expect(after).toMatchObject({ status: 200, hit: "false" });
  expect(after.key).not.toBe(before.key);
});

test("a client that has the report gets 304", async () => {
  const { key, etag } = await report(await service.post("case_sparse"));
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const headers = { "if-none-match": tag ?? "" };
    const answer = await service.get(`/report/${key}.pdf`, { headers });
    expect(answer.status).toBe(304);
    expect(await answer.text()).toBe("");
    expect(answer.headers.get("etag")).toBe(etag);
  }
  const headers = { "if-none-match": '"other"' };
  expect((await service.get(`/report/${key}.pdf`, { headers })).status).toBe(200);
});

test("HEAD returns the size of the report", async () => {
  const { key, body } = await report(await service.post("case_sparse"));
  const head = await service.get(`/report/${key}.pdf`, { method: "HEAD" });
  expect(head.status).toBe(200);
  expect(head.headers.get("content-length")).toBe(String(body.length));
  expect(head.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

test("a damaged case returns 422 and the others are served", async () => {
  await addCase(service.home.artifactRoot, "case_broken");
  await edit("case_broken", "metrics.json", (text) => text.slice(0, 40));
  const problem = await problemOf(await service.post("case_broken"), "unreportable_case");
  expect(problem).toMatchObject({ case_id: "case_broken", file: "metrics.json" });
  expect(problem.detail).toContain("line ");
  expect((await service.post("case_001")).status).toBe(200);
  expect(await (await service.get("/report/cases")).json()).toMatchObject({
    cases: expect.arrayContaining(["case_001", "case_broken"]) as unknown,
  });
});

test("every report was rendered once, and no temporary files are left", async () => {
  const produced = service.logged("render").map(({ key }) => `${key}/0.pdf`);
  expect(produced.toSorted()).toEqual((await service.storedReports()).toSorted());
  expect(service.logged("bad_object")).toEqual([]);
  expect(service.logged("internal")).toEqual([]);
});
