import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DAMAGED_CASE as CASE, replaced } from "./damages.ts";
import { messageOf } from "../../lib/service/messages.ts";
import { StoreUnavailableError } from "../../lib/store/failures.ts";
import { problemOf } from "./problems.ts";
import { addCase, copyCases, openTestService } from "./test-service.ts";

test("an artifact of a case with an unreadable manifest is served, and whether it is synthetic is unknown", async () => {
  const { request, artifactRoot } = await openTestService();
  await writeFile(join(artifactRoot, CASE, "manifest.json"), "{");
  const answer = await request(`/demo/cases/${CASE}/metrics`);
  expect(await answer.json()).toMatchObject({ artifact_type: "metrics", synthetic: null });
  await rm(join(artifactRoot, CASE, "manifest.json"));
  expect(await (await request(`/demo/cases/${CASE}/metrics`)).json()).toMatchObject({
    synthetic: null,
  });
});

test("a missing artifact returns 404, and the other routes of its case work", async () => {
  const { request, artifactRoot } = await openTestService();
  await rm(join(artifactRoot, CASE, "overlay_bundle.json"));
  await rm(join(artifactRoot, CASE, "checksums.json"));
  for (const route of ["overlay", "checksums"]) {
    const problem = await problemOf(await request(`/demo/cases/${CASE}/${route}`), "not_found");
    expect(problem).toMatchObject({
      case_id: CASE,
      detail: expect.stringContaining(`GET /demo/cases/${CASE} lists its artifacts.`),
    });
  }
  for (const route of ["manifest", "surface", "metrics"]) {
    expect((await request(`/demo/cases/${CASE}/${route}`)).status).toBe(200);
  }
});

const ALL = ["manifest", "surface", "overlay", "metrics", "checksums", "verify"];

test.each(ALL)("/demo/cases/case_none/%s returns 404", async (route) => {
  const { request } = await openTestService();
  const response = await request(`/demo/cases/case_none/${route}`);
  expect(await problemOf(response, "not_found")).toMatchObject({ case_id: "case_none" });
});

test.each(ALL.flatMap((route) => ["..%2fcase", "a..b", "x".repeat(129)].map((id) => [route, id])))(
  "/demo/cases/…/%s with the id %s returns 400",
  async (route, id) => {
    const { request } = await openTestService();
    const response = await request(`/demo/cases/${id}/${route}`);
    const problem = await problemOf(response, "invalid_request");
    expect(problem.detail).toContain("case id");
  },
);

test.each(["/demo", "/demo/", "/demo/case", "/demo/cases/", "/demo/cases/case_sparse/report"])(
  "%s is not a route",
  async (path) => {
    const { request } = await openTestService();
    expect((await problemOf(await request(path), "not_found")).detail).toContain("no such route");
  },
);

test("any other method returns 405", async () => {
  const { request } = await openTestService();
  for (const path of ["/demo/health", "/demo/cases", `/demo/cases/${CASE}/verify`]) {
    const response = await request(path, { method: "DELETE" });
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    await problemOf(response, "method_not_allowed");
  }
});

test("a missing folder of cases returns 503", async () => {
  const { request, artifactRoot } = await openTestService();
  await rm(artifactRoot, { recursive: true });
  for (const path of ["/demo/health", "/demo/cases"]) {
    expect((await problemOf(await request(path), "store_unavailable")).status).toBe(503);
  }
});

test("members that the schema library would drop are served, because they are hashed too", async () => {
  const { request, artifactRoot } = await openTestService();
  const path = join(artifactRoot, CASE, "metrics.json");
  await replaced("{", '{"__proto__": {"esi": 1}, "constructor": 2, "unknown": [null],')(path);
  const text = await (await request(`/demo/cases/${CASE}/metrics`)).text();
  for (const part of ['"__proto__":{"esi":1}', '"constructor":2', '"unknown":[null]']) {
    expect(text).toContain(part);
  }
});

async function verify(change: (folder: string) => Promise<void>) {
  const { request, artifactRoot } = await openTestService({ cases: ["case_001"] });
  await change(join(artifactRoot, "case_001"));
  return await request("/demo/cases/case_001/verify");
}

const CONFIRMED = { state: "confirmed" };
const ALL_CONFIRMED = {
  "manifest.json": CONFIRMED,
  "metrics.json": CONFIRMED,
  "overlay_bundle.json": CONFIRMED,
  "robustness_surface.json": CONFIRMED,
};

test.each(["case_001", "case_large", "case_rich", "case_sparse"])("%s verifies", async (caseId) => {
  const { request } = await openTestService({ cases: [caseId] });
  const response = await request(`/demo/cases/${caseId}/verify`);
  const files = ALL_CONFIRMED;
  expect(await response.json()).toEqual({
    case_id: caseId,
    record: "readable",
    valid: true,
    files,
  });
});

test.each(Object.keys(ALL_CONFIRMED))(
  "verification finds one changed byte of %s, and reports no other file",
  async (file) => {
    const response = await verify(async (folder) => {
      const bytes = await readFile(join(folder, file));
      const at = bytes.indexOf('": ') + 2;
      bytes[at] = "\t".charCodeAt(0);
      await writeFile(join(folder, file), bytes);
    });
    const files = { ...ALL_CONFIRMED, [file]: { state: "differs" } };
    expect(await response.json()).toMatchObject({ valid: false, files });
  },
);

test("files with CRLF verify as those with LF do", async () => {
  const response = await verify(async (folder) => {
    for (const file of [...Object.keys(ALL_CONFIRMED), "checksums.json"]) {
      const text = await readFile(join(folder, file), "utf8");
      await writeFile(join(folder, file), text.replaceAll("\n", "\r\n"));
    }
  });
  expect(await response.json()).toMatchObject({ valid: true, files: ALL_CONFIRMED });
});

test("an edit shows at the next request, and so does its reversal", async () => {
  const { request, artifactRoot } = await openTestService({ cases: [] });
  await copyCases(artifactRoot, ["case_001"]);
  const path = join(artifactRoot, "case_001", "metrics.json");
  const good = await readFile(path);
  const valid = async () =>
    (await (await request("/demo/cases/case_001/verify")).text()).includes('"valid":true');
  expect(await valid()).toBe(true);
  await writeFile(path, `${good.toString()} `);
  expect(await valid()).toBe(false);
  await writeFile(path, good);
  expect(await valid()).toBe(true);
});

test("a removed file is reported as missing, and a file that is not JSON as different", async () => {
  const gone = await verify(async (folder) => await rm(join(folder, "metrics.json")));
  const missing = { "metrics.json": { state: "missing" } };
  expect(await gone.json()).toMatchObject({ valid: false, files: missing });
  const text = await verify(async (folder) => await writeFile(join(folder, "metrics.json"), "x"));
  const differs = { "metrics.json": { state: "differs" } };
  expect(await text.json()).toMatchObject({ valid: false, files: differs });
});

test("a case without checksums is not valid", async () => {
  const response = await verify(async (folder) => await rm(join(folder, "checksums.json")));
  expect(await response.json()).toEqual({
    case_id: "case_001",
    record: "none",
    valid: false,
    files: {},
  });
});

test.each([
  ["for a moment", false],
  ["for good", true],
])(
  "the list has an unreachable case %s with its problem, and all other cases",
  async (_for, lasting) => {
    const facts = { operation: "read", errorCode: "EIO" } as const;
    const unreadable = new StoreUnavailableError({ reason: "system_error", facts, lasting });
    const { request } = await openTestService({
      cases: ["case_sparse", "case_001"],
      source: (folder) => ({
        identify: async (id, names) => await folder.identify(id, names),
        folders: async () => await folder.folders(),
        read: async (id, names, options) => {
          if (id === "case_001") throw unreadable;
          return await folder.read(id, names, options);
        },
      }),
    });
    const answer = await request("/demo/cases");
    expect(answer.status).toBe(200);
    const problem = { code: "store_unavailable", detail: messageOf(unreadable) };
    expect(await answer.json()).toMatchObject({
      total: 2,
      cases: [
        { case_id: "case_001", problem },
        { case_id: "case_sparse", title: expect.any(String) as unknown },
      ],
    });
  },
);

test("a looping link, a link that is too long and a device are listed as unreadable cases", async () => {
  const { request, artifactRoot } = await openTestService();
  await symlink("loop", join(artifactRoot, "loop"));
  await symlink("x".repeat(300), join(artifactRoot, "too_long"));
  await addCase(artifactRoot, "odd_manifest");
  await rm(join(artifactRoot, "odd_manifest", "manifest.json"));
  await symlink("/dev/zero", join(artifactRoot, "odd_manifest", "manifest.json"));
  await symlink("nowhere", join(artifactRoot, "dead"));
  const ids = [CASE, "loop", "odd_manifest", "too_long"];
  expect(await (await request("/report/cases")).json()).toMatchObject({ cases: ids });
  expect(await (await request("/demo/health")).json()).toMatchObject({ cases_available: 4 });
  const problem = { code: "store_unavailable" };
  const notRegular = { code: "unreportable_case", file: "manifest.json" };
  expect(await (await request("/demo/cases")).json()).toMatchObject({
    total: 4,
    cases: [
      { case_id: CASE, title: expect.any(String) as unknown },
      { case_id: "loop", problem },
      { case_id: "odd_manifest", problem: notRegular },
      { case_id: "too_long", problem },
    ],
  });
});
