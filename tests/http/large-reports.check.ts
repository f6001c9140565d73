import { expect, test } from "vitest";
import { MAX_BINARY_BYTES } from "../../lib/http/answer-limit.ts";
import type { ObjectStore } from "../../lib/store/contract.ts";
import type { ObjectLink } from "../../lib/store/links.ts";
import { changed } from "../cache/cache-fixture.ts";
import { problemOf } from "./problems.ts";
import { openTestService } from "./test-service.ts";

const LINK = "https://bucket.example.org/report?signed";

/** A deployed service whose reports have that many bytes, and the links that it asks for. */
async function serviceOf(bytes: number, store?: (store: ObjectStore) => ObjectStore) {
  const links: ObjectLink[] = [];
  const service = await openTestService({
    deployed: true,
    render: async () => await Promise.resolve(new Uint8Array(bytes)),
    sign: async (link) => {
      links.push(link);
      return await Promise.resolve(LINK);
    },
    ...(store && { store }),
  });
  return { ...service, links };
}

async function tooLong(): Promise<Uint8Array> {
  return await Promise.resolve(new Uint8Array(MAX_BINARY_BYTES + 1));
}

/** As a bucket that keeps versions. */
function versioned(store: ObjectStore): ObjectStore {
  return changed(store, {
    get: async (key) => {
      const found = await store.get(key);
      return found && { ...found, version: `version of ${key}` };
    },
  });
}

test("a report that is too large for a function is answered with a redirect, whether or not this request rendered it", async () => {
  const { post, links, requests } = await serviceOf(MAX_BINARY_BYTES + 1);
  for (const hit of ["false", "true"]) {
    const answer = await post("case_sparse");
    expect(answer.status).toBe(303);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      location: LINK,
      "cache-control": "no-store",
      "x-cache-hit": hit,
    });
    expect(answer.headers.has("etag")).toBe(false);
    expect(await answer.text()).toBe("");
    const key = answer.headers.get("x-cache-key");
    expect(links.at(-1)).toEqual({
      key: `reports/${key}/0.pdf`,
      version: undefined,
      contentType: "application/pdf",
      contentDisposition: 'attachment; filename="clarity_report_case_sparse.pdf"',
      expiresInSeconds: 60,
    });
  }
  expect(requests.map(({ outcome }) => outcome)).toEqual(["miss", "hit"]);
});

test("a large report at its permanent address is a redirect, unless the client has it", async () => {
  const { post, request, links } = await serviceOf(MAX_BINARY_BYTES + 1);
  const key = (await post("case_sparse")).headers.get("x-cache-key") ?? "";
  const answer = await request(`/report/${key}.pdf`);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, LINK]);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(links.at(-1)?.contentDisposition).toBe(
    `inline; filename="clarity_report_${key.slice(0, 12)}.pdf"`,
  );
  const count = links.length;
  const headers = { "if-none-match": "*" };
  expect((await request(`/report/${key}.pdf`, { headers })).status).toBe(304);
  expect(links).toHaveLength(count);
});

test("HEAD describes the report itself, because it could not follow a link that is signed for GET", async () => {
  const { post, request, links } = await serviceOf(MAX_BINARY_BYTES + 1);
  const key = (await post("case_sparse")).headers.get("x-cache-key") ?? "";
  const count = links.length;
  const answer = await request(`/report/${key}.pdf`, { method: "HEAD" });
  expect([answer.status, answer.headers.get("content-length")]).toEqual([
    200,
    String(MAX_BINARY_BYTES + 1),
  ]);
  expect(links).toHaveLength(count);
});

test("the link names the version that was verified, also for a report that was just stored", async () => {
  const { post, links } = await serviceOf(MAX_BINARY_BYTES + 1, versioned);
  for (const hit of ["false", "true"]) {
    const answer = await post("case_sparse");
    expect(answer.headers.get("x-cache-hit")).toBe(hit);
    const key = answer.headers.get("x-cache-key");
    expect(links.at(-1)?.version).toBe(`version of reports/${key}/0.pdf`);
  }
});

test("the longest report that a function can carry is sent", async () => {
  const { post, links } = await serviceOf(MAX_BINARY_BYTES);
  const answer = await post("case_sparse");
  expect(answer.status).toBe(200);
  expect((await answer.arrayBuffer()).byteLength).toBe(MAX_BINARY_BYTES);
  expect(links).toEqual([]);
});

test("a service without a size limit sends any report", async () => {
  const { post } = await openTestService({ render: tooLong });
  expect((await post("case_sparse")).status).toBe(200);
});

test("a large report is refused with a reason when the store cannot serve it itself", async () => {
  const { post } = await openTestService({ render: tooLong, deployed: true });
  const answer = await post("case_sparse");
  expect((await problemOf(answer, "answer_too_large")).detail).toContain("6 MB");
  expect(answer.headers.has("content-disposition")).toBe(false);
});

test("shared caches must not keep reports that need authentication", async () => {
  const { post, request } = await openTestService({ authorized: true });
  const path = (await post("case_sparse")).headers.get("content-location") ?? "";
  for (const headers of [{}, { "if-none-match": "*" }]) {
    const answer = await request(path, { headers });
    expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  }
});
