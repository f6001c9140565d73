import { describe, expect, test } from "vitest";
import { createClient } from "../../../../functions/console/page/api/client.ts";
import { ApiProblem } from "../../../../functions/console/page/api/problem.ts";
import { fetchOf, json, KEY, pdf, problem, silence } from "../answers.ts";
import { fakeClock } from "../fake-clock.ts";

const CASE = "case_1";
const { signal } = new AbortController();

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
  description: "",
  synthetic: true,
  evaluated_at: "2025-01-01T00:00:00.000Z",
  axes: [{ axis: "contrast", mean_esi: 0.8, mean_drift: 0.1 }],
};

describe("the list of cases", () => {
  test("is what the service answers", async () => {
    const { client, calls } = clientOf(() => json({ cases: [SUMMARY], total: 1 }));
    expect(await client.cases(signal)).toEqual({ cases: [SUMMARY], unreadable: 0 });
    expect(calls.map(({ path }) => path)).toEqual(["/demo/cases"]);
  });

  test("leaves out entries that make no sense, and counts them; one that is there twice is one", async () => {
    const entries = [
      SUMMARY,
      SUMMARY,
      null,
      { ...SUMMARY, case_id: "../../etc" },
      { ...SUMMARY, axes: [{ axis: "x", mean_esi: "high", mean_drift: 0 }] },
    ];
    const { client } = clientOf(() => json({ cases: entries, total: 5 }));
    expect(await client.cases(signal)).toEqual({ cases: [SUMMARY], unreadable: 3 });
  });

  test.each([
    ["<!doctype html><title>Gateway</title>", /Expected JSON, found a page of HTML/],
    ["", /found an empty answer/],
    ["cases: 4", /found something else/],
    ["null", /expected an object, found null/],
    ['{"cases": 4}', /cases: expected a list, found a number/],
    ["[]", /expected an object, found a list/],
  ])("is called nonsense when it is %j", async (body, words) => {
    const { client } = clientOf(() => new Response(body));
    const { kind, detail } = await problemOf(client.cases(signal));
    expect(kind).toBe("nonsense");
    expect(detail).toMatch(words);
  });
});

describe("an artifact", () => {
  const manifest = {
    case_id: CASE,
    title: "One",
    description: "",
    synthetic: true,
    clarity_version: "1",
    baseline_id: "b",
    model_id: null,
    image_dimensions: { width: 2, height: 2 },
    config: { grid_size: 1, mask_value: 0, perturbation_axes: ["contrast"] },
    of_its_own: [1],
  };
  const matrix = { width: 2, height: 1, values: [[0, 0.5]] };

  test("is the data of its envelope; null counts as left out, what is unknown is kept", async () => {
    const { client, calls } = clientOf(() => json({ case_id: CASE, data: manifest }));
    const { model_id, ...rest } = await client.manifest(CASE, signal);
    expect(model_id).toBeUndefined();
    expect(rest).toMatchObject({ title: "One", of_its_own: [1] });
    expect(calls.map(({ path }) => path)).toEqual(["/demo/cases/case_1/manifest"]);
  });

  test("of another case than was asked for is refused", async () => {
    const { client } = clientOf(() => json({ case_id: "case_2", data: manifest }));
    const { kind, detail } = await problemOf(client.manifest(CASE, signal));
    expect([kind, detail]).toEqual(["nonsense", expect.stringContaining("case_1")]);
  });

  test("says where it is not what it should be", async () => {
    const data = { ...manifest, image_dimensions: { width: "2", height: 2 } };
    const { client } = clientOf(() => json({ case_id: CASE, data }));
    const { detail } = await problemOf(client.manifest(CASE, signal));
    expect(detail).toContain("data.image_dimensions.width: expected a number, found a string");
  });

  test.each([
    { image_dimensions: { width: 0, height: 1.5 } },
    { config: { ...manifest.config, grid_size: -1 } },
    { title: null, image_dimensions: null },
  ])("with odd sizes or without them is taken, to be shown: %j", async (odd) => {
    const { client } = clientOf(() => json({ case_id: CASE, data: { ...manifest, ...odd } }));
    await expect(client.manifest(CASE, signal)).resolves.toBeDefined();
  });

  test("with a number that is too large for JavaScript is refused", async () => {
    const body = `{"case_id":"case_1","data":${JSON.stringify(manifest).replace('"mask_value":0', '"mask_value":1e999')}}`;
    const { client } = clientOf(() => new Response(body));
    expect((await problemOf(client.manifest(CASE, signal))).detail).toContain("mask_value");
  });

  test("may have a placeholder for a matrix, and regions without evidence", async () => {
    const region = { region_id: 7, x_min: 0, y_min: 0, x_max: 1, y_max: 1, area: 1 };
    const data = {
      evidence_map: { ...matrix, values: "omitted" },
      heatmap: matrix,
      regions: [{ ...region, mean_evidence: null }],
    };
    const { client } = clientOf(() => json({ case_id: CASE, data }));
    expect(await client.overlay(CASE, signal)).toMatchObject({
      evidence_map: { values: "omitted" },
      regions: [{ region_id: 7, mean_evidence: undefined }],
    });
  });

  test.each([
    [{ ...matrix, values: [[0, 1], [0]] }, /heatmap\.values\.1: expected a row of 2 numbers/],
    [{ ...matrix, values: [[0, null]] }, /heatmap\.values\.0\.1: expected a number, found null/],
    [{ ...matrix, width: "2" }, /heatmap\.width: expected a number, found a string/],
    [{ ...matrix, values: 7 }, /heatmap\.values: expected rows or text/],
  ])("with a matrix that is none is refused", async (heatmap, words) => {
    const data = { evidence_map: matrix, heatmap };
    const { client } = clientOf(() => json({ case_id: CASE, data }));
    expect((await problemOf(client.overlay(CASE, signal))).detail).toMatch(words);
  });

  test("may have points with CSI and EDM, which stay", async () => {
    const point = { axis: "a", value: "0p8", esi: 0.5, drift: 0.5, csi: 0.9, edm: 0.1 };
    const axis = { axis: "a", mean_esi: 0, mean_drift: 0, variance_esi: 0, variance_drift: 0 };
    const data = {
      axes: [{ ...axis, points: [point] }],
      global_mean_esi: 0,
      global_mean_drift: 0,
      global_variance_esi: 0,
      global_variance_drift: 0,
    };
    const { client, calls } = clientOf(() => json({ case_id: CASE, data }));
    expect((await client.surface(CASE, signal)).axes[0]?.points).toEqual([point]);
    expect(calls[0]?.path).toBe("/demo/cases/case_1/surface");
  });

  test("may lack all that an evaluation may leave out", async () => {
    const data = { baseline_id: "b", baseline_metrics: { esi: 1, drift: 0 }, monte_carlo: null };
    const { client } = clientOf(() => json({ case_id: CASE, data }));
    expect(await client.metrics(CASE, signal)).toMatchObject({
      baseline_metrics: { esi: 1, drift: 0 },
      monte_carlo: undefined,
      probe_surface: undefined,
    });
  });
});

describe("what is known of a case", () => {
  test("is whether its files have their checksums", async () => {
    const answer = { case_id: CASE, valid: false, files: { "metrics.json": false } };
    const { client, calls } = clientOf(() => json(answer));
    expect(await client.verification(CASE, signal)).toEqual(answer);
    expect(calls[0]?.path).toBe("/demo/cases/case_1/verify");
    const odd = clientOf(() => json({ ...answer, files: [] }));
    expect((await problemOf(odd.client.verification(CASE, signal))).detail).toContain("files");
  });

  test("is its report's key, from which the page makes the address itself", async () => {
    const answer = { case_id: CASE, cache_key: KEY, ready: true, href: "javascript:alert(1)" };
    const { client } = clientOf(() => json(answer));
    expect(await client.reportStatus(CASE, signal)).toEqual({
      ...answer,
      href: `/report/${KEY}.pdf`,
    });
    const odd = clientOf(() => json({ ...answer, cache_key: "short" }));
    expect((await problemOf(odd.client.reportStatus(CASE, signal))).kind).toBe("nonsense");
  });
});

describe("a report", () => {
  test("is asked for by case, with a wait only where one is wanted", async () => {
    const { client, calls } = clientOf(() => pdf({ "x-cache-key": KEY, "x-cache-hit": "true" }));
    const { blob, cacheKey, hit } = await client.report(CASE, signal);
    await client.report(CASE, signal, 20);
    expect([blob.type, blob.size, cacheKey, hit]).toEqual(["application/pdf", 19, KEY, true]);
    const [first, second] = calls;
    expect([first?.path, first?.init.method, first?.init.body]).toEqual([
      "/report/generate",
      "POST",
      '{"case_id":"case_1"}',
    ]);
    expect(first?.init.headers).toEqual({ "content-type": "application/json" });
    expect(second?.init.headers).toMatchObject({ prefer: "wait=20" });
  });

  test("is one whatever type a redirect gives it, and says what the redirect has lost", async () => {
    const { client } = clientOf(
      () => new Response("%PDF-1.7", { headers: { "content-type": "binary/octet-stream" } }),
    );
    const { blob, cacheKey, hit } = await client.report(CASE, signal);
    expect([blob.type, cacheKey, hit]).toEqual(["application/pdf", undefined, undefined]);
  });

  test.each([
    [`https://bucket.s3.eu-central-1.amazonaws.com/reports/${KEY}/0.pdf?X-Amz-Date=1`, KEY],
    ["https://bucket.s3.eu-central-1.amazonaws.com/reports/0.pdf", undefined],
  ])("that a redirect leads to has the key that is in its name: %s", async (url, key) => {
    // A response that has been redirected cannot be made by hand.
    const redirected = { redirected: { value: true }, url: { value: url } };
    const { client } = clientOf(() => Object.defineProperties(pdf(), redirected));
    expect((await client.report(CASE, signal)).cacheKey).toBe(key);
  });

  test("with headers that make no sense is taken without them", async () => {
    const { client } = clientOf(() => pdf({ "x-cache-key": "<script>", "x-cache-hit": "perhaps" }));
    expect(await client.report(CASE, signal)).toMatchObject({
      cacheKey: undefined,
      hit: undefined,
    });
  });

  test("that is none is refused", async () => {
    for (const body of ["", "<html>", "%PD"]) {
      const { client } = clientOf(() => new Response(body));
      const { kind, detail } = await problemOf(client.report(CASE, signal));
      expect([kind, detail]).toEqual(["nonsense", "Expected a PDF, found something else."]);
    }
  });

  test("that breaks off is no report", async () => {
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
    expect(await problemOf(client.cases(signal))).toMatchObject({
      kind: "answered",
      status: 422,
      code: "unreportable_case",
      title: "The title of unreportable_case",
      detail: "The detail of unreportable_case.",
      place: { file: "metrics.json", pointer: "/a", expected: "x", received: undefined },
    });
  });

  test("without a network is unreachable, and keeps the cause", async () => {
    const cause = new TypeError("Failed to fetch");
    const { client } = clientOf(() => {
      throw cause;
    });
    expect(await problemOf(client.cases(signal))).toMatchObject({ kind: "unreachable", cause });
  });

  test("is given up when it takes too long", async () => {
    const { client, clock } = clientOf(silence);
    const asked = problemOf(client.cases(signal));
    await clock.pass(30_000);
    expect(await asked).toMatchObject({ kind: "too_slow", status: undefined });
    expect((await asked).detail).toContain("30 seconds");
  });

  test("that its caller gives up fails with the caller's reason", async () => {
    const { client, clock } = clientOf(silence);
    const caller = new AbortController();
    const asked = client.cases(caller.signal);
    caller.abort(new Error("gone"));
    await expect(asked).rejects.toThrow("gone");
    await expect(client.cases(caller.signal)).rejects.toThrow("gone");
    expect(clock.waiting()).toBe(0);
  });

  test("leaves no timer behind", async () => {
    const { client, clock } = clientOf(() => json({ cases: [] }));
    await client.cases(signal);
    expect(clock.waiting()).toBe(0);
  });
});
