import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as v from "valibot";
import { expect, test } from "vitest";
import { canonicalJson } from "../../lib/case/canonical-json.ts";
import { addCase, openTestService, storedIn, type TestService } from "./test-service.ts";

const DEMO = ["case_001", "case_large", "case_rich", "case_sparse"] as const;
const ROUTES = [
  ["manifest", "manifest"],
  ["surface", "robustness_surface"],
  ["overlay", "overlay_bundle"],
  ["metrics", "metrics"],
  ["robustness_surface", "robustness_surface"],
  ["overlay_bundle", "overlay_bundle"],
] as const;

const ENTRIES = v.object({ cases: v.array(v.looseObject({ case_id: v.string() })) });

async function artifact(caseId: string, name: string): Promise<unknown> {
  const path = join("functions/demo/artifacts", caseId, `${name}.json`);
  return JSON.parse(await readFile(path, "utf8"));
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** Every file below a folder with its size and times: a read must not change them. */
async function stateOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const states = names.toSorted().map(async (name) => {
    const { size, mtimeMs, ctimeMs } = await stat(join(folder, name));
    return [name, size, mtimeMs, ctimeMs].join(" ");
  });
  return await Promise.all(states);
}

test.each(DEMO.flatMap((caseId) => ROUTES.map(([route, name]) => [caseId, route, name] as const)))(
  "/demo/cases/%s/%s returns the artifact as it was hashed",
  async (caseId, route, name) => {
    const { request } = await openTestService({ cases: [caseId] });
    const response = await request(`/demo/cases/${caseId}/${route}`);
    expect(response.status).toBe(200);
    const data = await artifact(caseId, name);
    const text = (await bytesOf(response)).toString();
    const about = `{"case_id":"${caseId}","artifact_type":"${name}"`;
    expect(text).toBe(`${about},"data":${canonicalJson(data)},"synthetic":true}`);
  },
);

test.each(DEMO)(
  "every body of %s is sent compressed, and decompresses to the same bytes",
  async (caseId) => {
    const { request } = await openTestService({ cases: [caseId] });
    // The longer paths of two artifacts are served from the views of the shorter ones.
    for (const route of ["manifest", "surface", "overlay", "metrics", "checksums"]) {
      const path = `/demo/cases/${caseId}/${route}`;
      const plain = await request(path);
      const zipped = await request(path, { headers: { "accept-encoding": "gzip" } });
      expect([plain.headers.get("x-cache-hit"), zipped.headers.get("x-cache-hit")]).toEqual([
        "false",
        "true",
      ]);
      const [bytes, zippedBytes] = [await bytesOf(plain), await bytesOf(zipped)];
      expect(zipped.headers.get("content-encoding")).toBe("gzip");
      expect(gunzipSync(zippedBytes).equals(bytes)).toBe(true);
      for (const [response, body] of [
        [plain, bytes],
        [zipped, zippedBytes],
      ] as const) {
        const sha256 = createHash("sha256").update(body).digest("hex");
        expect(response.headers.get("etag")).toBe(`"${sha256}"`);
        expect(response.headers.get("vary")?.split(", ").toSorted()).toEqual([
          "Accept-Encoding",
          "Origin",
        ]);
      }
      const known = {
        "if-none-match": zipped.headers.get("etag") ?? "",
        "accept-encoding": "gzip",
      };
      const unchanged = await request(path, { headers: known });
      expect([unchanged.status, (await bytesOf(unchanged)).length]).toEqual([304, 0]);
    }
  },
);

test("the checksums route returns those of the file", async () => {
  const { request } = await openTestService({ cases: ["case_001"] });
  const response = await request("/demo/cases/case_001/checksums");
  expect(await response.json()).toEqual(await artifact("case_001", "checksums"));
});

test("the list has every case with the values that a table of cases shows", async () => {
  const { request } = await openTestService({ cases: DEMO });
  const listed: unknown = await (await request("/demo/cases")).json();
  expect(listed).toMatchObject({ total: 4, cases: DEMO.map((case_id) => ({ case_id })) });
  expect(listed).toMatchObject({
    cases: [
      {
        case_id: "case_001",
        title: "Right lower lobe opacity: brightness and noise",
        description: expect.stringMatching(/^Synthetic chest radiograph/) as unknown,
        synthetic: true,
        evaluated_at: "2025-10-14T09:30:00Z",
        axes: [
          { axis: "brightness", mean_esi: 0.818262, mean_drift: 0.1764314 },
          { axis: "gaussian_noise", mean_esi: 0.7697044, mean_drift: 0.22692 },
        ],
      },
      {},
      {},
      {},
    ],
  });
});

test("values that a case does not state are null in the list", async () => {
  const { request, artifactRoot } = await openTestService({ cases: [] });
  await mkdir(join(artifactRoot, "ledger"));
  await writeFile(join(artifactRoot, "ledger", "sweep_manifest.json"), '{"runs": []}');
  expect(await (await request("/demo/cases")).json()).toMatchObject({
    total: 1,
    cases: [
      {
        case_id: "ledger",
        title: null,
        description: null,
        synthetic: null,
        model_id: null,
        evaluated_at: null,
        axes: [],
      },
    ],
  });
});

test("a case in the subfolder clarity is served like any other", async () => {
  const { request, artifactRoot } = await openTestService({ cases: [] });
  await mkdir(join(artifactRoot, "bundle", "clarity"), { recursive: true });
  const files = {
    "manifest.json": "the model runner's own",
    "clarity/sweep_manifest.json": '{"model_id":"m","results":[]}',
    "clarity/entropy_surface.json": '{"entropy_surfaces":[]}',
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(artifactRoot, "bundle", name), text);
  }
  const at = async (route: string) => await request(`/demo/cases/bundle/${route}`);
  expect(await (await at("entropy_surface")).json()).toMatchObject({
    artifact_type: "entropy_surface",
    data: { entropy_surfaces: [] },
    synthetic: null,
  });
  expect((await at("manifest")).status).toBe(404);
  expect(await (await request("/demo/cases")).json()).toMatchObject({ cases: [{ model_id: "m" }] });
});

test("a single case returns its entry of the list and the names of its artifacts", async () => {
  const { request, artifactRoot } = await openTestService({
    cases: ["case_sparse", "bundle_nested"],
  });
  await mkdir(join(artifactRoot, "broken"));
  await writeFile(join(artifactRoot, "broken", "manifest.json"), "{");
  await writeFile(join(artifactRoot, "broken", "metrics.json"), "{}");
  const artifacts = {
    broken: ["manifest", "metrics"],
    bundle_nested: ["sweep_manifest", "robustness_surface", "monte_carlo_stats"],
    case_sparse: ["manifest", "metrics", "overlay_bundle", "robustness_surface"],
  };
  const list = v.parse(ENTRIES, await (await request("/demo/cases")).json());
  expect(list.cases.map(({ case_id: id }) => id)).toEqual(Object.keys(artifacts));
  for (const [index, [id, names]] of Object.entries(artifacts).entries()) {
    const answer: unknown = await (await request(`/demo/cases/${id}`)).json();
    expect({ ...list.cases[index], artifacts: names }).toMatchObject(Object(answer));
  }
  expect(list.cases[0]).toMatchObject({ problem: { code: "unreportable_case" } });
  expect((await request("/demo/cases/case_none")).status).toBe(404);
});

test("a folder without cases returns an empty list", async () => {
  const { request } = await openTestService({ cases: [] });
  const skipped = { count: 0, first: [] };
  const none = { cases: [], total: 0, skipped, counts: { all: 0, known: 0 } };
  expect(await (await request("/demo/cases")).json()).toMatchObject(none);
  expect(await (await request("/demo/health")).json()).toMatchObject({ cases_available: 0 });
});

test("the list sorts 300 cases, and the next request shows an edit of one", async () => {
  const { request, artifactRoot } = await openTestService({ cases: [] });
  const ids = Array.from({ length: 300 }, (_, index) => `case_${String(index).padStart(3, "0")}`);
  for (const id of ids) await addCase(artifactRoot, id);
  const ListSchema = v.object({
    cases: v.array(v.object({ case_id: v.string(), title: v.string() })),
  });
  const list = async () =>
    v.parse(ListSchema, await (await request("/demo/cases?limit=300")).json()).cases;
  expect((await list()).map(({ case_id }) => case_id)).toEqual(ids);
  const path = join(artifactRoot, "case_150", "manifest.json");
  await writeFile(path, (await readFile(path, "utf8")).replace(/"title": "[^"]*"/, '"title": "X"'));
  expect((await list()).map(({ title }) => title).indexOf("X")).toBe(150);
});

test("health returns the mode, the number of cases, and only the name of their folder", async () => {
  const { request } = await openTestService({ cases: DEMO });
  expect(await (await request("/demo/health")).json()).toEqual({
    status: "ok",
    mode: "development",
    artifact_root: "cases",
    cases_available: 4,
    counted_all: true,
  });
});

const ALL_PATHS = [
  "/demo/health",
  "/demo/cases",
  ...[...ROUTES.map(([route]) => route), "checksums", "verify"].map(
    (route) => `/demo/cases/case_001/${route}`,
  ),
];

async function askForAll({ request }: TestService): Promise<void> {
  for (const path of ALL_PATHS) expect((await request(path)).status).toBe(200);
}

test("reading writes no claim and no probe, and changes no file of a case", async () => {
  const service = await openTestService({ cases: ["case_001"] });
  const before = await stateOf(service.artifactRoot);
  await askForAll(service);
  expect(await stateOf(service.artifactRoot)).toEqual(before);
  expect(await readdir(service.cacheDir)).toEqual(["tmp"]);
  for (const folder of ["claims", "reports", "tmp"] as const) {
    expect(await storedIn(service.cacheDir, folder)).toEqual([]);
  }
});

test("every request logs one line with route, outcome, case and duration", async () => {
  const service = await openTestService({ cases: ["case_001"] });
  await askForAll(service);
  expect(service.requests).toHaveLength(ALL_PATHS.length);
  expect(service.requests[2]).toMatchObject({
    method: "GET",
    route: "/demo/cases/:caseId/manifest",
    status: 200,
    outcome: "miss",
    case_id: "case_001",
    duration_ms: expect.any(Number) as unknown,
    request_id: "request-1",
  });
  const etag = (await service.request("/demo/cases/case_001/metrics")).headers.get("etag") ?? "";
  await service.request("/demo/cases/case_001/metrics", { headers: { "if-none-match": etag } });
  await service.request("/demo/cases/case_none/metrics");
  expect(service.requests.slice(-3)).toMatchObject([
    { outcome: "hit", status: 200 },
    { outcome: "not_modified", status: 304 },
    { outcome: "not_found", status: 404, case_id: "case_none" },
  ]);
});

test("listing 20 cases reads 2 at a time, because each may be large", async () => {
  let reading = 0;
  let most = 0;
  const { request, artifactRoot } = await openTestService({
    cases: [],
    source: (folder) => ({
      folders: async () => await folder.folders(),
      identify: async (id, names) => await folder.identify(id, names),
      read: async (id, names, options) => {
        most = Math.max(most, ++reading);
        const files = await folder.read(id, names, options);
        reading--;
        return files;
      },
    }),
  });
  for (let index = 0; index < 20; index++) await addCase(artifactRoot, `case_${index}`);
  expect(await (await request("/demo/cases")).json()).toMatchObject({ total: 20 });
  expect(most).toBe(2);
});

test.each([
  "/report/cases",
  "/report/cases/case_001",
  "/demo/cases/case_none/verify",
  ...ALL_PATHS,
])("HEAD %s returns the length of the GET body", async (path) => {
  const { request } = await openTestService({ cases: ["case_001"] });
  // A filter waits for all facts. Without it, a row has null for what is read after the answer.
  await request("/demo/cases?filter=no_report");
  const got = await bytesOf(await request(path));
  const head = await request(path, { method: "HEAD" });
  expect(await bytesOf(head)).toHaveLength(0);
  expect(head.headers.get("content-length")).toBe(String(got.length));
});
