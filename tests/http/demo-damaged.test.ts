import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DAMAGED_CASE as CASE, DAMAGES, replaced } from "./damages.ts";
import { StoreUnavailableError } from "../../lib/store/failures.ts";
import { problemOf } from "./problems.ts";
import { addCase, copyCases, openTestService } from "./test-service.ts";

const ROUTES = {
  manifest: "manifest.json",
  surface: "robustness_surface.json",
  overlay: "overlay_bundle.json",
  metrics: "metrics.json",
} as const;

/** What the list of cases shows comes from these. */
const SUMMARISED = new Set(["manifest.json", "robustness_surface.json"]);

test.each(DAMAGES)(
  "%s in %s (%j) is told where it matters, and hides nothing else",
  async (_what, file, pointer, damage) => {
    const { request, artifactRoot, lines } = await openTestService();
    await addCase(artifactRoot, "case_other");
    const path = join(artifactRoot, CASE, file);
    await damage(path);
    const isMissing = await readFile(path).then(
      () => false,
      () => true,
    );
    const expected = (ofRoute: string) => {
      if (ofRoute === file && isMissing) return { status: 404, case_id: CASE, file };
      const concerned = ofRoute === file || file === "manifest.json";
      return concerned ? { status: 422, case_id: CASE, file, pointer } : { case_id: CASE };
    };
    for (const [route, ofRoute] of Object.entries(ROUTES)) {
      const response = await request(`/demo/cases/${CASE}/${route}`);
      expect(await response.json()).toMatchObject(expected(ofRoute));
    }
    expect(lines).toEqual([]);
    const listed: unknown = await (await request("/demo/cases")).json();
    const left = SUMMARISED.has(file) ? [] : [{ case_id: CASE }];
    expect(listed).toMatchObject({
      cases: [{ case_id: "case_other" }, ...left],
      total: 1 + left.length,
    });
    const told = { event: "case_left_out", level: "warn", case_id: CASE, file };
    expect(lines).toMatchObject(left.length === 0 ? [told] : []);
  },
);

test("a case that lacks an artifact is 404 there and served everywhere else", async () => {
  const { request, artifactRoot } = await openTestService();
  await rm(join(artifactRoot, CASE, "overlay_bundle.json"));
  await rm(join(artifactRoot, CASE, "checksums.json"));
  for (const route of ["overlay", "checksums"]) {
    const problem = await problemOf(await request(`/demo/cases/${CASE}/${route}`), "not_found");
    expect(problem).toMatchObject({ case_id: CASE });
  }
  for (const route of ["manifest", "surface", "metrics"]) {
    expect((await request(`/demo/cases/${CASE}/${route}`)).status).toBe(200);
  }
});

const ALL = [...Object.keys(ROUTES), "checksums", "verify"];

test.each(ALL)("/demo/cases/case_none/%s is 404", async (route) => {
  const { request } = await openTestService();
  const response = await request(`/demo/cases/case_none/${route}`);
  expect(await problemOf(response, "not_found")).toMatchObject({ case_id: "case_none" });
});

test.each(ALL.flatMap((route) => ["..%2fcase", "a.b", "x".repeat(65)].map((id) => [route, id])))(
  "/demo/cases/…/%s with the id %s is 400",
  async (route, id) => {
    const { request } = await openTestService();
    const response = await request(`/demo/cases/${id}/${route}`);
    const problem = await problemOf(response, "invalid_request");
    expect(problem.detail).toContain("case id");
  },
);

test.each(["/demo", "/demo/", "/demo/case", "/demo/cases/", "/demo/cases/case_sparse/report"])(
  "%s is no route",
  async (path) => {
    const { request } = await openTestService();
    expect((await problemOf(await request(path), "not_found")).detail).toContain("no such route");
  },
);

test("any other method is 405", async () => {
  const { request } = await openTestService();
  for (const path of ["/demo/health", "/demo/cases", `/demo/cases/${CASE}/verify`]) {
    const response = await request(path, { method: "DELETE" });
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    await problemOf(response, "method_not_allowed");
  }
});

test("a folder of cases that is gone is 503", async () => {
  const { request, artifactRoot } = await openTestService();
  await rm(artifactRoot, { recursive: true });
  for (const path of ["/demo/health", "/demo/cases"]) {
    expect((await problemOf(await request(path), "store_unavailable")).status).toBe(503);
  }
});

test("members that the schema library would drop are served: they are hashed, too", async () => {
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

const ALL_TRUE = {
  "manifest.json": true,
  "metrics.json": true,
  "overlay_bundle.json": true,
  "robustness_surface.json": true,
};

test.each(["case_001", "case_large", "case_rich", "case_sparse"])("%s verifies", async (caseId) => {
  const { request } = await openTestService({ cases: [caseId] });
  const response = await request(`/demo/cases/${caseId}/verify`);
  expect(await response.json()).toEqual({ case_id: caseId, valid: true, files: ALL_TRUE });
});

test.each(Object.keys(ALL_TRUE))("one changed byte of %s is found, and no other", async (file) => {
  const response = await verify(async (folder) => {
    const bytes = await readFile(join(folder, file));
    const at = bytes.indexOf('": ') + 2;
    bytes[at] = "\t".charCodeAt(0);
    await writeFile(join(folder, file), bytes);
  });
  const files = { ...ALL_TRUE, [file]: false };
  expect(await response.json()).toEqual({ case_id: "case_001", valid: false, files });
});

test("files with CRLF verify as those with LF do", async () => {
  const response = await verify(async (folder) => {
    for (const file of [...Object.keys(ALL_TRUE), "checksums.json"]) {
      const text = await readFile(join(folder, file), "utf8");
      await writeFile(join(folder, file), text.replaceAll("\n", "\r\n"));
    }
  });
  expect(await response.json()).toEqual({ case_id: "case_001", valid: true, files: ALL_TRUE });
});

test("an edit shows at the next asking, and so does its being taken back", async () => {
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

test("a file that is gone is not confirmed, one that is not JSON may be", async () => {
  const gone = await verify(async (folder) => await rm(join(folder, "metrics.json")));
  expect(await gone.json()).toMatchObject({ valid: false, files: { "metrics.json": false } });
  const text = await verify(async (folder) => await writeFile(join(folder, "metrics.json"), "x"));
  expect(await text.json()).toMatchObject({ valid: false, files: { "metrics.json": false } });
});

test.each([
  ["no checksums", async (folder: string) => await rm(join(folder, "checksums.json"))],
  [
    "checksums that list nothing",
    async (folder: string) => {
      const empty = { algorithm: "SHA256", generated_at: "2025", files: {} };
      await writeFile(join(folder, "checksums.json"), JSON.stringify(empty));
    },
  ],
])("with %s a case is not valid", async (_what, change) => {
  expect(await (await verify(change)).json()).toEqual({
    case_id: "case_001",
    valid: false,
    files: {},
  });
});

test.each([
  ["text", "", () => "x"],
  ["another algorithm", "/algorithm", (text: string) => text.replace("SHA256", "MD5")],
  [
    "a short digest",
    "/files/metrics.json",
    (text: string) => text.replace(/("metrics.json": ").*"/, '$1ab"'),
  ],
])("checksums that are %s are 422 naming %j, shown or verified", async (_what, pointer, edit) => {
  const { request, artifactRoot } = await openTestService({ cases: ["case_001"] });
  const path = join(artifactRoot, "case_001", "checksums.json");
  await writeFile(path, edit(await readFile(path, "utf8")));
  for (const route of ["checksums", "verify"]) {
    const response = await request(`/demo/cases/case_001/${route}`);
    const problem = await problemOf(response, "unreportable_case");
    expect(problem).toMatchObject({ file: "checksums.json", pointer });
  }
});

test("a listed file that is called __proto__ is not confirmed, and so the case is not valid", async () => {
  const response = await verify(async (folder) => {
    const path = join(folder, "checksums.json");
    const text = await readFile(path, "utf8");
    await writeFile(
      path,
      text.replace('"files": {', `"files": {"__proto__": "${"0".repeat(64)}",`),
    );
  });
  const text = await response.text();
  expect(text).toContain('"valid":false');
  expect(text).toContain('"__proto__":false');
});

test.each([
  ["for a moment", false],
  ["for good", true],
])(
  "a store that is out of reach %s makes no shorter list, unless it is one case's fault",
  async (_for, lasting) => {
    const unreadable = new StoreUnavailableError({
      what: "read",
      why: "why",
      lasting,
      cause: undefined,
    });
    const { request } = await openTestService({
      cases: ["case_sparse", "case_001"],
      source: (folder) => ({
        identify: async (key) => await folder.identify(key),
        folders: async () => await folder.folders(),
        get: async (key, options) => {
          if (key.startsWith("case_001/")) throw unreadable;
          return await folder.get(key, options);
        },
      }),
    });
    const answer = await request("/demo/cases");
    expect(answer.status).toBe(lasting ? 200 : 503);
    expect(await answer.json()).toMatchObject(
      lasting ? { total: 1, cases: [{ case_id: "case_sparse" }] } : { detail: unreadable.message },
    );
  },
);
