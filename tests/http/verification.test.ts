import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../store/temp-folder.ts";
import { openDemoService } from "./demo-service.ts";

const MANIFEST = '{\n  "title": "Opacity"\n}\n';

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

let root: string;
let service: Awaited<ReturnType<typeof openDemoService>>;
beforeEach(async () => {
  root = await temporaryFolder();
  service = await openDemoService(root);
  await put("manifest.json", MANIFEST);
});

async function put(name: string, text: string): Promise<void> {
  const path = join(root, "case_1", name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function answer(route: string): Promise<unknown> {
  const response = await service.request(`/demo/cases/case_1/${route}`);
  expect(response.status).toBe(200);
  return await response.json();
}

test("each listed file has its state, or the reason why it was not checked", async () => {
  const files = {
    "./manifest.json": sha256(MANIFEST.replaceAll("\n", "\r\n")),
    "metrics.json": sha256("{}"),
    "../x": sha256(""),
  };
  await put("checksums.json", JSON.stringify({ algorithm: "sha-256", files }));
  expect(await answer("verify")).toEqual({
    case_id: "case_1",
    record: "readable",
    valid: false,
    files: {
      "./manifest.json": { state: "confirmed" },
      "metrics.json": { state: "missing" },
      "../x": { state: "not_checked", reason: "the name leads outside the case's folder" },
    },
  });
  expect(await answer("checksums")).toEqual({ algorithm: "sha-256", files });
});

test("a case is valid when every listed file is confirmed, and at least one is listed", async () => {
  const confirmed = { "manifest.json": sha256(MANIFEST) };
  await put("checksums.json", JSON.stringify({ files: confirmed }));
  expect(await answer("verify")).toMatchObject({ valid: true });
  await put("checksums.json", JSON.stringify({ files: {} }));
  expect(await answer("verify")).toMatchObject({ record: "readable", valid: false, files: {} });
  await put("checksums.json", JSON.stringify({ algorithm: "MD5", files: confirmed }));
  expect(await answer("verify")).toMatchObject({ valid: false });
});

test("a case without a checksum record has the state none, and its checksums return 404", async () => {
  expect(await answer("verify")).toEqual({
    case_id: "case_1",
    record: "none",
    valid: false,
    files: {},
  });
  expect((await service.request("/demo/cases/case_1/checksums")).status).toBe(404);
});

test("a file that is called __proto__ is listed like any other", async () => {
  await put("checksums.json", `{"files": {"__proto__": "${sha256("")}"}}`);
  const text = await (await service.request("/demo/cases/case_1/verify")).text();
  expect(text).toContain('"valid":false');
  expect(text).toContain('"__proto__":{"state":"missing"}');
});

test.each<[string, () => Promise<void>, string]>([
  ["not JSON", async () => await put("checksums.json", "x"), "checksums.json: expected a JSON"],
  [
    "of another form",
    async () => await put("checksums.json", '{"files": []}'),
    "checksums.json at /files: expected an object of checksums",
  ],
  [
    "a folder",
    async () => await put("checksums.json/x", ""),
    "checksums.json: expected a regular file, found a folder",
  ],
  [
    "too large",
    async () => await put("checksums.json", " ".repeat(2 ** 24 + 1)),
    "checksums.json: expected at most 16777216 bytes",
  ],
])(
  "both routes report a record that is %s as unreadable, not as an error",
  async (_what, damage, why) => {
    await damage();
    const reason = expect.stringContaining(why) as unknown;
    expect(await answer("verify")).toEqual({
      case_id: "case_1",
      record: "unreadable",
      reason,
      valid: false,
      files: {},
    });
    expect(await answer("checksums")).toEqual({ record: "unreadable", reason });
  },
);
