import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { REPORT_LAYOUT } from "../../lib/service/report-service.ts";
import type { ArtifactSource, ObjectStore } from "../../lib/store/contract.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { problemOf } from "./problems.ts";
import { openTestService, posting, storedIn } from "./test-service.ts";

const GENERATE = "/report/generate";
const SPARSE = posting({ case_id: "case_sparse" });

/** A store that says "created" whatever was there before. */
function trusting(store: ObjectStore): ObjectStore {
  return {
    get: async (key, options) => await store.get(key, options),
    list: (prefix) => store.list(prefix),
    remove: async (key) => await store.remove(key),
    create: async (key, body, metadata) => {
      await store.create(key, body, metadata);
      return "created";
    },
  };
}

/** Cases that change at every look. */
function restless(source: ArtifactSource): ArtifactSource {
  let looks = 0;
  return {
    read: async (id, names, options) => await source.read(id, names, options),
    folders: async () => await source.folders(),
    identify: async (id, names) => {
      looks++;
      return (await source.identify(id, names)).map(
        (identity) => identity && `${identity}-${looks}`,
      );
    },
  };
}

test("a bug returns a 500 that shows only the request id, and is logged once under that id", async () => {
  const { request, lines } = await openTestService({
    render: async () => await Promise.reject(new Error("cannot open /srv/secret/cases")),
  });
  const scope = { requestId: "request-7", deadline: undefined };
  const problem = await problemOf(await request(GENERATE, SPARSE, scope), "internal");
  expect(Object.keys(problem).sort()).toEqual(["detail", "request_id", "status", "title", "type"]);
  expect(problem["request_id"]).toBe("request-7");
  expect(JSON.stringify(problem)).not.toContain("secret");
  const logged = lines.filter(({ event }) => event === "internal");
  expect(logged).toMatchObject([
    { level: "error", request_id: "request-7", error: "Error", count: 1 },
  ]);
  expect(String(logged[0]?.["stack"])).toContain("failures.test");
});

test("a failed render releases its claim, so the next request tries again", async () => {
  let attempts = 0;
  const { request, post, lines } = await openTestService({
    render: async () => {
      attempts++;
      if (attempts === 1) throw new Error("once");
      return await Promise.resolve(Buffer.from("%PDF-"));
    },
  });
  await problemOf(await request(GENERATE, SPARSE), "internal");
  expect((await post("case_sparse")).status).toBe(200);
  expect(lines.map(({ event }) => event)).toEqual([
    "render_failed",
    "internal",
    "take_over",
    "render",
    "miss",
  ]);
});

test("a case whose render keeps failing is held off, and the response says for how long", async () => {
  const { post, lines } = await openTestService({
    render: async () => await Promise.reject(new Error("always")),
  });
  for (let attempt = 0; attempt < 3; attempt++) {
    await problemOf(await post("case_sparse"), "internal");
  }
  const held = await post("case_sparse");
  const seconds = Number(held.headers.get("retry-after"));
  expect(seconds).toBeGreaterThan(30);
  expect(seconds).toBeLessThanOrEqual(60);
  const problem = await problemOf(held, "held_off");
  expect(problem).toMatchObject({ case_id: "case_sparse" });
  expect(problem.detail).toContain("case_sparse");
  expect(lines.filter(({ event }) => event === "render_failed")).toHaveLength(3);
  expect(lines.filter(({ event }) => event === "hold_off")).toHaveLength(1);
});

test("a case that changes while it is read returns 503, and nothing is claimed", async () => {
  const { post, cacheDir } = await openTestService({ source: restless });
  const problem = await problemOf(await post("case_sparse"), "case_unsettled");
  expect(problem).toMatchObject({ case_id: "case_sparse" });
  expect(await storedIn(cacheDir, "claims")).toEqual([]);
});

test("the service does not use a store that does not enforce create-only", async () => {
  const { post, cacheDir } = await openTestService({ store: trusting });
  await problemOf(await post("case_sparse"), "store_untrusted");
  expect(await storedIn(cacheDir, "claims")).toEqual([]);
  expect(await storedIn(cacheDir, "reports")).toEqual([]);
});

test("a store that cannot be written returns 503 and says why, not where", async () => {
  const { post, cacheDir, lines } = await openTestService();
  await writeFile(join(cacheDir, "claims"), "not a folder");
  const problem = await problemOf(await post("case_sparse"), "store_unavailable");
  const expected = { level: "warn", event: "store_unavailable", error_code: "ENOTDIR" };
  expect(lines).toContainEqual(expect.objectContaining(expected));
  expect(problem.detail).toContain("ENOTDIR");
});

test("a missing folder of cases returns 404 for a case, and the service keeps running", async () => {
  const { post, artifactRoot } = await openTestService();
  await rm(artifactRoot, { recursive: true });
  expect((await problemOf(await post("case_sparse"), "not_found")).detail).toContain("no case");
});

test("four damaged copies return a 500 with the key and the request id", async () => {
  const { request, post, cacheDir, lines } = await openTestService();
  const key = (await post("case_sparse")).headers.get("x-cache-key") ?? "";
  const store = await FileStore.open(cacheDir);
  const { results, extension } = REPORT_LAYOUT;
  await store.remove(`${results}/${key}/0${extension}`);
  for (let slot = 0; slot < 4; slot++) {
    const metadata = { key, sha256: "0".repeat(64) };
    await store.create(`${results}/${key}/${slot}${extension}`, Buffer.from("%PDF-"), metadata);
  }
  for (const answer of [await post("case_sparse"), await request(`/report/${key}.pdf`)]) {
    const problem = await problemOf(answer, "slots_exhausted");
    expect(problem).toMatchObject({ cache_key: key, request_id: "request-1" });
  }
  const expected = { level: "error", event: "slots_exhausted", request_id: "request-1" };
  expect(lines).toContainEqual(expect.objectContaining(expected));
  expect(lines.filter(({ event }) => event === "bad_object").length).toBeGreaterThanOrEqual(4);
});

test.each([0, 5_000, -1_000])(
  "with %i ms left the service claims and renders nothing",
  async (leftMs) => {
    const { request, cacheDir, lines } = await openTestService();
    const scope = { requestId: "r", deadline: performance.now() + leftMs };
    await problemOf(await request(GENERATE, SPARSE, scope), "no_capacity");
    expect(await storedIn(cacheDir, "claims")).toEqual([]);
    expect(lines).toMatchObject([{ level: "warn", event: "no_capacity", request_id: "r" }]);
  },
);

test("a stored report is served even with too little time left to render", async () => {
  const { request, post } = await openTestService();
  await post("case_sparse");
  const scope = { requestId: "r", deadline: performance.now() + 1_000 };
  const answer = await request(GENERATE, SPARSE, scope);
  expect([answer.status, answer.headers.get("x-cache-hit")]).toEqual([200, "true"]);
});

test("the lease ends at most 2 s after the deadline", async () => {
  const { request, cacheDir } = await openTestService();
  const scope = { requestId: "r", deadline: performance.now() + 20_000 };
  const answer = await request(GENERATE, SPARSE, scope);
  const key = answer.headers.get("x-cache-key") ?? "";
  const claim = await readFile(join(cacheDir, "claims", key, "0", "0"), "utf8");
  const { lease_ms: leaseMs } = v.parse(v.object({ lease_ms: v.number() }), JSON.parse(claim));
  expect(leaseMs).toBeGreaterThan(15_000);
  expect(leaseMs).toBeLessThanOrEqual(22_001);
});
