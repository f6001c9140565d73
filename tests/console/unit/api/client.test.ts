import { readdirSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { createClient } from "../../../../functions/console/page/api/client.ts";
import { ApiProblem } from "../../../../functions/console/page/api/problem.ts";
import { ARTIFACT_SCHEMAS, ARTIFACTS } from "../../../../lib/case/schemas.ts";
import { fetchOf, json, KEY, OTHER_KEY, pdf, problem, silence, STATUS } from "../answers.ts";
import { fakeClock } from "../fake-clock.ts";

const CASE = "case_1";
const { signal } = new AbortController();
const DEMO_FILES = readdirSync("functions/demo/artifacts", {
  recursive: true,
  encoding: "utf8",
}).map((name) => `functions/demo/artifacts/${name}`);

function clientOf(answer: Parameters<typeof fetchOf>[0]) {
  const clock = fakeClock();
  const { fetch, calls } = fetchOf(answer);
  return { client: createClient({ fetch, after: clock.after }), clock, calls };
}

async function problemOf(promise: Promise<unknown>): Promise<ApiProblem> {
  const outcome = await promise.then(
    (value) => value,
    (error: unknown) => error,
  );
  if (outcome instanceof ApiProblem) return outcome;
  throw new Error("expected a problem, found something else", { cause: outcome });
}

const SUMMARY = {
  case_id: CASE,
  title: "One",
  description: null,
  synthetic: true,
  model_id: null,
  evaluated_at: "2025-01-01T00:00:00.000Z",
  lowest_esi: { axis: "contrast", value: "0p8", figure: 0.7 },
  highest_drift: null,
  axes: [{ axis: "contrast", mean_esi: 0.8, mean_drift: null }],
};
const ROW = {
  ...SUMMARY,
  checks: { hold: 11, fail: 1, unchecked: 33 },
  record: "differs",
  key: KEY,
  report: null,
};
const COUNTS = {
  all: 2,
  read: 2,
  known: 2,
  failed_checks: 1,
  record_differs: 1,
  no_report: null,
  unreadable: 1,
};
const FIRST = { query: "", sort: "lowest_esi", filter: "all" } as const;
const UNREADABLE = { case_id: "broken", problem: { code: "unreportable_case", detail: "Why." } };
const SKIPPED = { count: 1, first: ["a b"] };

function listOf(cases: readonly unknown[]) {
  return { cases, total: cases.length, counts: COUNTS, skipped: SKIPPED };
}

describe("the list of cases", () => {
  test("is the service's response, including unreadable cases and skipped folders", async () => {
    const cases = [ROW, UNREADABLE];
    const { client, calls } = clientOf(() => json(listOf(cases)));
    expect(await client.cases(FIRST, signal)).toEqual({
      cases,
      total: 2,
      counts: COUNTS,
      next: undefined,
      unknown: 0,
      skipped: SKIPPED,
    });
    expect(calls.map(({ path }) => path)).toEqual(["demo/cases?sort=lowest_esi&partial=true"]);
  });

  test("asks for a search, an order and the page after another one", async () => {
    const link = `<?q=left+lobe&sort=title&cursor=abc_-1>; rel="next"`;
    const { client, calls } = clientOf(() => json(listOf([ROW]), { headers: { link } }));
    const view = { query: "left lobe", sort: "title", filter: "no_report" } as const;
    const { next } = await client.cases(view, signal);
    expect(next).toBe("abc_-1");
    await client.cases({ ...view, cursor: next }, signal);
    expect(calls.map(({ path }) => path)).toEqual([
      "demo/cases?sort=title&partial=true&q=left+lobe&filter=no_report",
      "demo/cases?sort=title&partial=true&q=left+lobe&filter=no_report&cursor=abc_-1",
    ]);
  });

  test.each(["", "<?cursor=a>", '<?limit=1>; rel="next"', '<https://x/?cursor=a>; rel="next"'])(
    "has no other page when the link is %j",
    async (link) => {
      const { client } = clientOf(() => json(listOf([]), { headers: { link } }));
      expect((await client.cases(FIRST, signal)).next).toBeUndefined();
    },
  );

  test("leaves out invalid entries and counts them, and merges duplicates", async () => {
    const entries = [
      ROW,
      { ...ROW, of_a_newer_service: 1 },
      null,
      { ...ROW, case_id: "../../etc" },
      { ...ROW, axes: [{ axis: "x", mean_esi: "high", mean_drift: 0 }] },
    ];
    const { client } = clientOf(() => json(listOf(entries)));
    expect(await client.cases(FIRST, signal)).toMatchObject({ cases: [ROW], unknown: 3 });
  });

  test.each([
    ["<!doctype html><title>Gateway</title>", /found a page of HTML/],
    ["", /found an empty answer/],
    ["cases: 4", /found something else/],
    ["null", /expected Object, found null/],
    ['{"cases": 4, "total": 0, "skipped": {}}', /cases: expected Array, found 4/],
    ["[]", /cases: expected a value, found nothing/],
  ])("is reported as nonsense when it is %j", async (body, words) => {
    const { client } = clientOf(() => new Response(body));
    const { kind, detail } = await problemOf(client.cases(FIRST, signal));
    expect(kind).toBe("nonsense");
    expect(detail).toMatch(words);
  });
});

describe("a case", () => {
  test("is its summary or its problem, with the names of its artifacts", async () => {
    for (const about of [SUMMARY, { ...UNREADABLE, case_id: CASE }]) {
      const answer = { ...about, artifacts: ["manifest", "entropy_surface"] };
      const { client, calls } = clientOf(() => json(answer));
      expect(await client.case(CASE, signal)).toEqual(answer);
      expect(calls.map(({ path }) => path)).toEqual(["demo/cases/case_1"]);
    }
  });

  test("with an artifact that this page does not know is reported as nonsense", async () => {
    const { client } = clientOf(() => json({ ...SUMMARY, artifacts: ["hologram"] }));
    expect((await problemOf(client.case(CASE, signal))).kind).toBe("nonsense");
  });
});

/** The answer of an artifact's route. */
function answerOf(data: unknown) {
  return () => json({ case_id: CASE, artifact_type: "x", data });
}

describe("an artifact", () => {
  test.each(ARTIFACTS)("%s of every demo case is accepted as by the service", async (name) => {
    const found = DEMO_FILES.filter((file) => file.endsWith(`/${name}.json`));
    expect(found).not.toEqual([]);
    for (const file of found) {
      const data: unknown = JSON.parse(readFileSync(file, "utf8"));
      const { client, calls } = clientOf(answerOf(data));
      expect(await client.artifacts[name](CASE, signal)).toEqual(
        v.parse(ARTIFACT_SCHEMAS[name], data),
      );
      expect(calls.map(({ path }) => path)).toEqual([`demo/cases/case_1/${name}`]);
    }
  });

  test("may leave out every optional member, null counts as left out, and unknown members stay", async () => {
    const { client } = clientOf(answerOf({ model_id: null, of_its_own: [1] }));
    const { model_id, ...rest } = await client.artifacts.manifest(CASE, signal);
    expect(model_id).toBeUndefined();
    expect(rest).toMatchObject({ of_its_own: [1] });
  });

  test("of another case than the requested one is refused", async () => {
    const { client } = clientOf(() => json({ case_id: "case_2", data: {} }));
    const { kind, detail } = await problemOf(client.artifacts.manifest(CASE, signal));
    expect([kind, detail]).toEqual(["nonsense", expect.stringContaining("case_1")]);
  });

  test.each([
    [{ image_dimensions: { width: "2" } }, 'image_dimensions.width: expected number, found "2"'],
    [{ title: 7 }, "title: expected string, found 7"],
    [[], "expected Object"],
  ])("is refused with the pointer of its fault: %j", async (data, words) => {
    const { client } = clientOf(answerOf(data));
    const { detail } = await problemOf(client.artifacts.manifest(CASE, signal));
    expect(detail).toContain(words);
  });

  test("with a ragged matrix is refused, and one with a matrix of another size than stated is accepted", async () => {
    const heatmap = { width: 9, height: 9, values: [[0, 0.5]] };
    const { client } = clientOf(answerOf({ heatmap }));
    expect(await client.artifacts.overlay_bundle(CASE, signal)).toMatchObject({ heatmap });
    const ragged = clientOf(answerOf({ heatmap: { values: [[0], [0, 1]] } }));
    const { detail } = await problemOf(ragged.client.artifacts.overlay_bundle(CASE, signal));
    expect(detail).toContain("heatmap.values.1: expected a row of 1 numbers, as the first row");
  });
});

describe("the status of a case", () => {
  test("has whether its files match their checksums", async () => {
    const files = {
      "metrics.json": { state: "differs" },
      x: { state: "not_checked", reason: "y" },
    };
    const answer = { case_id: CASE, record: "readable", valid: false, files };
    const { client, calls } = clientOf(() => json(answer));
    expect(await client.verification(CASE, signal)).toEqual(answer);
    expect(calls[0]?.path).toBe("demo/cases/case_1/verify");
    for (const wrong of [null, { x: true }, { x: { state: "fine" } }]) {
      const odd = clientOf(() => json({ ...answer, files: wrong }));
      expect((await problemOf(odd.client.verification(CASE, signal))).kind).toBe("nonsense");
    }
  });

  test("has its report's key, but no address that is not the page's own", async () => {
    const { href: _, ...known } = STATUS;
    const answer = { ...STATUS, ready: true, sha256: OTHER_KEY, bytes: 7, href: "javascript:0" };
    const { client } = clientOf(() => json(answer));
    expect(await client.reportStatus(CASE, signal)).toEqual({
      ...known,
      ready: true,
      sha256: OTHER_KEY,
      bytes: 7,
    });
    const odd = clientOf(() => json({ ...answer, cache_key: "short" }));
    expect((await problemOf(odd.client.reportStatus(CASE, signal))).kind).toBe("nonsense");
  });
});

describe("the stored reports of a case", () => {
  test("are its keys and times", async () => {
    const stored_at = "2026-11-28T04:00:00.000Z";
    const reports = [{ key: KEY, stored_at, href: `/report/${KEY}.pdf` }];
    const { client, calls } = clientOf(() => json({ case_id: CASE, reports }));
    expect((await client.reports(CASE, signal)).reports).toEqual(reports);
    expect(calls[0]?.path).toBe("report/cases/case_1/reports");
    const odd = clientOf(() => json({ case_id: CASE, reports: [{ ...reports[0], key: "x" }] }));
    expect((await problemOf(odd.client.reports(CASE, signal))).kind).toBe("nonsense");
  });
});

describe("a report", () => {
  test("that is stored is read at its permanent address, with the SHA-256 of its bytes", async () => {
    const { client, calls } = clientOf(() => pdf({ "x-cache-key": KEY, etag: `"${OTHER_KEY}"` }));
    const { blob, cacheKey, sha256 } = await client.storedReport(KEY, signal);
    expect([blob.size, cacheKey, sha256]).toEqual([19, KEY, OTHER_KEY]);
    expect([calls[0]?.path, calls[0]?.init.method]).toEqual([`report/${KEY}.pdf`, undefined]);
    const weak = clientOf(() => pdf({ etag: `W/"${OTHER_KEY}"` }));
    expect((await weak.client.storedReport(KEY, signal)).sha256).toBeUndefined();
  });

  test("is requested by case, with a wait only when one is wanted", async () => {
    const { client, calls } = clientOf(() => pdf({ "x-cache-key": KEY, "x-cache-hit": "true" }));
    const { blob, cacheKey, hit } = await client.report(CASE, signal);
    await client.report(CASE, signal, 20);
    expect([blob.type, blob.size, cacheKey, hit]).toEqual(["application/pdf", 19, KEY, true]);
    const [first, second] = calls;
    expect([first?.path, first?.init.method, first?.init.body]).toEqual([
      "report/generate",
      "POST",
      '{"case_id":"case_1"}',
    ]);
    expect(first?.init.headers).toEqual({ "content-type": "application/json" });
    expect(second?.init.headers).toMatchObject({ prefer: "wait=20" });
  });

  test("is accepted with any content type after a redirect, and says what the redirect lost", async () => {
    const { client } = clientOf(
      () => new Response("%PDF-1.7", { headers: { "content-type": "binary/octet-stream" } }),
    );
    const { blob, cacheKey, hit } = await client.report(CASE, signal);
    expect([blob.type, cacheKey, hit]).toEqual(["application/pdf", undefined, undefined]);
  });

  test.each([
    [`https://bucket.s3.eu-central-1.amazonaws.com/reports/${KEY}/0.pdf?X-Amz-Date=1`, KEY],
    ["https://bucket.s3.eu-central-1.amazonaws.com/reports/0.pdf", undefined],
  ])("after a redirect has the key in its file name: %s", async (url, key) => {
    // A response that has been redirected cannot be made by hand.
    const redirected = { redirected: { value: true }, url: { value: url } };
    const { client } = clientOf(() => Object.defineProperties(pdf(), redirected));
    expect((await client.report(CASE, signal)).cacheKey).toBe(key);
  });

  test("with invalid headers is accepted without them", async () => {
    const { client } = clientOf(() => pdf({ "x-cache-key": "<script>", "x-cache-hit": "perhaps" }));
    expect(await client.report(CASE, signal)).toMatchObject({
      cacheKey: undefined,
      hit: undefined,
    });
  });

  test("that is not a PDF is refused", async () => {
    for (const body of ["", "<html>", "%PD"]) {
      const { client } = clientOf(() => new Response(body));
      const { kind, detail } = await problemOf(client.report(CASE, signal));
      expect([kind, detail]).toEqual(["nonsense", "Expected a PDF, found something else."]);
    }
  });

  test("that is truncated is refused", async () => {
    const body = new ReadableStream({
      start: (controller) => controller.error(new TypeError("broken off")),
    });
    const { client } = clientOf(() => new Response(body));
    expect((await problemOf(client.report(CASE, signal))).kind).toBe("unreachable");
  });
});

describe("a request", () => {
  test("that the service refuses fails with the service's problem", async () => {
    const members = { file: "metrics.json", pointer: "/a", expected: "x", received: 7 };
    const { client } = clientOf(() => problem(422, "unreportable_case", members));
    expect(await problemOf(client.cases(FIRST, signal))).toMatchObject({
      kind: "answered",
      status: 422,
      code: "unreportable_case",
      title: "The title of unreportable_case",
      detail: "The detail of unreportable_case.",
      location: { file: "metrics.json", pointer: "/a", expected: "x", received: undefined },
    });
  });

  test("without a network is unreachable, and keeps the cause", async () => {
    const cause = new TypeError("Failed to fetch");
    const { client } = clientOf(() => {
      throw cause;
    });
    expect(await problemOf(client.cases(FIRST, signal))).toMatchObject({
      kind: "unreachable",
      cause,
    });
  });

  test("is aborted when it takes too long", async () => {
    const { client, clock } = clientOf(silence);
    const asked = problemOf(client.cases(FIRST, signal));
    await clock.pass(30_000);
    expect(await asked).toMatchObject({ kind: "too_slow", status: undefined });
    expect((await asked).detail).toContain("30 seconds");
  });

  test("that its caller aborts fails with the caller's reason", async () => {
    const { client, clock } = clientOf(silence);
    const caller = new AbortController();
    const asked = client.cases(FIRST, caller.signal);
    caller.abort(new Error("gone"));
    await expect(asked).rejects.toThrow("gone");
    await expect(client.cases(FIRST, caller.signal)).rejects.toThrow("gone");
    expect(clock.waiting()).toBe(0);
  });

  test("leaves no timer behind", async () => {
    const { client, clock } = clientOf(() => json(listOf([])));
    await client.cases(FIRST, signal);
    expect(clock.waiting()).toBe(0);
  });
});
