import { createServer } from "node:http";
import { mkdir, readdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { sha256 } from "../cache/cache-fixture.ts";
import { storedIn } from "../http/test-service.ts";
import { freePort } from "../servers/free-port.ts";
import { textOf } from "../store/temp-folder.ts";
import { jsonOf, makeDesk, problemIn, ran, type Desk } from "./command-line.ts";
import { serveHere } from "../servers/listen-here.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk(["case_sparse", "case_rich"]);
});

const inFolder = (name: string) => join(desk.folder, name);

/** A case of one artifact. */
async function addCase(caseId: string, manifest: unknown = { title: caseId }): Promise<void> {
  await mkdir(join(desk.artifactRoot, caseId));
  const text = typeof manifest === "string" ? manifest : JSON.stringify(manifest);
  await writeFile(join(desk.artifactRoot, caseId, "manifest.json"), text);
}

async function batch(...argv: readonly string[]) {
  return await ran(desk, ["batch", ...argv]);
}

describe("batch", () => {
  it("makes the report of every case, then finds them all, with the same manifest", async () => {
    const first = await batch("-o", "first.jsonl");
    expect(first.code).toBe(0);
    expect(first.text).toMatch(/^cases +2\nstored before +0\nrendered now +2\n/);
    const second = await batch("-o", "second.jsonl");
    expect(second.text).toMatch(/^cases +2\nstored before +2\nrendered now +0\n/);
    const manifest = await readFile(inFolder("first.jsonl"), "utf8");
    expect(await readFile(inFolder("second.jsonl"), "utf8")).toBe(manifest);
    const lines = manifest.trimEnd().split("\n");
    expect(lines.map((line) => jsonOfLine(line)["case_id"])).toEqual(["case_rich", "case_sparse"]);
  });

  it("writes key, hash and size of each stored report into the manifest, and stores it", async () => {
    expect(jsonOf(await batch("--json"))).toMatchObject({
      manifest: { name: expect.stringMatching(/^batches\/[0-9a-f]{64}\.jsonl$/) },
    });
    const store = await FileStore.open(desk.cacheDir);
    const [name = ""] = await storedIn(desk.cacheDir, "batches");
    const text = textOf((await store.get(`batches/${name}`))?.body) ?? "";
    for (const line of text.trimEnd().split("\n")) {
      const { key, sha256: hash, bytes } = jsonOfLine(line);
      const report = await store.get(`reports/${String(key)}/0.pdf`);
      expect([hash, bytes]).toEqual([
        sha256(report?.body ?? new Uint8Array()),
        report?.body.length,
      ]);
    }
  });

  it("lists a case that cannot be reported with its reason, makes the others, and exits with 1", async () => {
    await addCase("case_broken", "{");
    const result = await batch("-o", "manifest.jsonl");
    expect(result.code).toBe(1);
    expect(result.text).toMatch(/rendered now +2\nrefused +1\n/);
    expect(result.text).toMatch(/^case_broken: .*manifest\.json.*\(unreportable_case\)$/m);
    const [line = ""] = (await readFile(inFolder("manifest.jsonl"), "utf8")).split("\n");
    expect(jsonOfLine(line)).toEqual({
      case_id: "case_broken",
      code: "unreportable_case",
      detail: expect.stringContaining("manifest.json"),
    });
  });

  it("stops when more cases have no report than allowed, without a manifest", async () => {
    for (const name of ["a", "b", "c"]) await addCase(name, "{");
    const result = await batch("--max-failures", "1", "-o", "manifest.jsonl");
    expect(result.code).toBe(1);
    expect(result.text).toContain("Stopped: more cases had no report than --max-failures allows.");
    await expect(readFile(inFolder("manifest.jsonl"))).rejects.toThrow("ENOENT");
  });

  it.each([
    ["ids", "case_sparse\n\ncase_sparse\r\n"],
    ["an earlier manifest", '{"bytes":1,"case_id":"case_sparse","key":"k","sha256":"s"}\n'],
  ])("makes only the cases that a file names: %s", async (_, text) => {
    await writeFile(inFolder("cases"), text);
    const result = await batch("--manifest", "cases");
    expect(result.text).toMatch(/^cases +1\n/);
    expect(await storedIn(desk.cacheDir, "reports")).toHaveLength(1);
  });

  it("lists a named case that does not exist", async () => {
    await writeFile(inFolder("cases"), "case_sparse\ncase_missing\n");
    const result = await batch("--manifest", "cases");
    expect(result.code).toBe(1);
    expect(result.text).toMatch(/^case_missing: There is no case case_missing.*\(not_found\)$/m);
  });

  it.each([
    ["../x\n", "line 1: expected a case id"],
    ["case_a\n{\n", "line 2: expected a case id"],
    ["\n", "names no case"],
  ])("refuses a file that names no cases: %j", async (text, detail) => {
    await writeFile(inFolder("cases"), text);
    const result = await batch("--manifest", "cases", "--json");
    expect(result.code).toBe(2);
    expect(problemIn(result)).toMatchObject({ detail: expect.stringContaining(detail) });
  });

  it("refuses a file that cannot be read", async () => {
    const missing = await batch("--manifest", "missing");
    expect(missing).toMatchObject({ code: 1, errors: "There is no file missing." });
    const folder = await batch("--manifest", ".");
    expect(folder).toMatchObject({ code: 2, errors: ". cannot be read: it is a folder." });
  });

  it("refuses a file that is too large to be a list of cases", async () => {
    await writeFile(inFolder("large"), "");
    await truncate(inFolder("large"), 2 ** 30);
    const result = await batch("--manifest", "large");
    expect(result.code).toBe(2);
    expect(result.errors).toMatch(/^large is too large: it has 1,073,741,824 bytes; the limit is /);
  });

  it.each([
    ["--concurrency", "0"],
    ["--concurrency", "257"],
    ["--max-failures", "x"],
  ])("refuses %s %s", async (...argv) => {
    expect(await batch(...argv)).toMatchObject({ code: 2 });
  });

  it("ends at once, and renders nothing, when the store cannot be opened", async () => {
    await symlink(inFolder("missing"), inFolder("link"));
    const settings = { CLARITY_CACHE_DIR: inFolder("link/cache") };
    const result = await ran(desk, ["batch"], { settings });
    expect(result.code).toBe(75);
    expect(result.errors).toMatch(/^The store could not be opened: /);
  });

  it("makes the reports of the other cases when the folder of one cannot be read", async () => {
    await mkdir(join(desk.artifactRoot, "case_loop"));
    await symlink("clarity", join(desk.artifactRoot, "case_loop", "clarity"));
    const result = await batch();
    expect(result.code).toBe(1);
    expect(result.text).toMatch(/^rendered now +2\nrefused +0\nfailed +1$/m);
    expect(result.text).toMatch(/^case_loop: The folder of the case could not be read: .*ELOOP/m);
    expect(result.text).toMatch(/^Correct this, then run the same command again/m);
  });

  it("names the manifest as the user wrote it", async () => {
    expect((await batch("-o", "batch.jsonl")).text).toMatch(/^written to +batch\.jsonl$/m);
  });

  it("says that there are no cases, also with --dry-run", async () => {
    const settings = { ARTIFACT_ROOT: desk.folder };
    for (const argv of [["batch"], ["batch", "--dry-run"]]) {
      const result = await ran(desk, argv, { settings });
      expect(result.code).toBe(0);
      expect(result.text).toMatch(/^No cases were found; check ARTIFACT_ROOT/m);
    }
  });

  it("begins nothing with --dry-run", async () => {
    const result = await batch("--dry-run");
    expect(result).toMatchObject({ code: 0 });
    expect(result.text).toMatch(/^2 cases\. .* Nothing was rendered\.$/);
    await expect(readdir(desk.cacheDir)).rejects.toThrow("ENOENT");
  });

  it("shows rate and time left on a terminal", async () => {
    const result = await ran(desk, ["batch"], { isTTY: true });
    expect(result.errors).toMatch(/of 2 cases, [\d.]+\/s, \d+ s left/);
  });

  it("lets another service make the reports, and has the manifest that it would have here", async () => {
    const here = await batch("-o", "here.jsonl");
    expect(here.code).toBe(0);
    const lines = (await readFile(inFolder("here.jsonl"), "utf8")).trimEnd().split("\n");
    const url = await serviceWith(lines.map((line) => jsonOfLine(line)));
    const there = await batch("--against", url, "-o", "there.jsonl");
    expect(there).toMatchObject({ code: 0 });
    expect(await readFile(inFolder("there.jsonl"))).toEqual(await readFile(inFolder("here.jsonl")));
  });

  it("says that a service cannot be reached", async () => {
    const result = await batch("--against", `http://127.0.0.1:${await freePort()}`, "--json");
    expect(result.code).toBe(75);
    expect(problemIn(result)).toMatchObject({ detail: expect.stringContaining("ECONNREFUSED") });
  });
});

function jsonOfLine(line: string): Record<string, unknown> {
  return v.parse(v.record(v.string(), v.unknown()), JSON.parse(line));
}

/** A service that serves the stored reports of the desk. */
async function serviceWith(entries: readonly Readonly<Record<string, unknown>>[]) {
  const store = await FileStore.open(desk.cacheDir);
  const server = createServer((request, response) => {
    if (request.method === "GET") {
      response.end(JSON.stringify({ cases: entries.map(({ case_id: id }) => id) }));
      return;
    }
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    const answer = async () => {
      const { case_id: caseId } = jsonOfLine(body);
      const key = String(entries.find((entry) => entry["case_id"] === caseId)?.["key"]);
      const report = await store.get(`reports/${key}/0.pdf`);
      response.writeHead(200, { "x-cache-hit": "true", "x-cache-key": key }).end(report?.body);
    };
    request.on("end", () => void answer());
  });
  return await serveHere(server);
}
