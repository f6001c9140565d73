import * as v from "valibot";
import { expect, test } from "vitest";
import { ERROR_CODES, factsOf, type ErrorCode } from "../../lib/error-codes.ts";
import { ClarityError } from "../../lib/errors.ts";
import { problemResponse } from "../../lib/http/problem.ts";

const CODES = ERROR_CODES.map((code) => [code, factsOf(code).status] as const);

/** Part of the API: a code must not change its status by accident. */
const STATUSES = {
  400: ["invalid_request"],
  404: ["not_found"],
  405: ["method_not_allowed"],
  409: ["in_progress"],
  413: ["body_too_large"],
  415: ["unsupported_media_type"],
  422: ["answer_too_large", "invalid_body", "unreportable_case"],
  500: ["internal", "slots_exhausted"],
  503: [
    "case_unsettled",
    "held_off",
    "misconfigured",
    "no_capacity",
    "store_unavailable",
    "store_untrusted",
  ],
};

function errorOf(code: ErrorCode, options = {}): ClarityError {
  return new ClarityError(code, "What happened.", options);
}

test.each(Object.entries(STATUSES))("status %s is for %j", (status, codes) => {
  const found = CODES.filter(([, other]) => other === Number(status)).map(([code]) => code);
  expect(found).toEqual(codes);
});

test.each(CODES)("%s is a problem with status %i and a title", async (code, status) => {
  const response = problemResponse(errorOf(code), "request-1");
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const stored = [404, 409, 503].includes(status) ? "no-store" : null;
  expect(response.headers.get("cache-control")).toBe(stored);
  expect(response.headers.get("retry-after")).toBeNull();
  expect(await response.json()).toEqual({
    type: `urn:clarity:problem:${code}`,
    title: expect.stringMatching(/^[A-Z][a-z -]+$/i) as unknown,
    status,
    detail: "What happened.",
    ...(status === 500 ? { request_id: "request-1" } : {}),
  });
});

test("no two codes have the same title", async () => {
  const titles = await Promise.all(
    CODES.map(async ([code]) => {
      const problem = await problemResponse(errorOf(code), "").json();
      return v.parse(v.object({ title: v.string() }), problem).title;
    }),
  );
  expect(new Set(titles).size).toBe(CODES.length);
});

test("a problem carries its details and when to try again", async () => {
  const details = { case_id: "case_1", cache_key: "k" };
  const error = errorOf("in_progress", { retryAfterSeconds: 7, details });
  const response = problemResponse(error, "request-1");
  expect(response.headers.get("retry-after")).toBe("7");
  expect(await response.json()).toMatchObject({ status: 409, ...details });
});

test.each([
  new Error("ENOENT: no such file, open '/srv/secret'"),
  new TypeError("x is not a function"),
  "text",
  { status: 200 },
  undefined,
  null,
])("anything else is a bug, and the response shows only the request id: %s", async (thrown) => {
  const response = problemResponse(thrown, "request-1");
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    type: "urn:clarity:problem:internal",
    title: "Internal error",
    status: 500,
    detail: "The service failed. Report the request id to its operator.",
    request_id: "request-1",
  });
});

test("an error keeps its cause, for the log", () => {
  const cause = new Error("cause");
  expect(errorOf("internal", { cause })).toMatchObject({
    name: "ClarityError",
    status: 500,
    cause,
  });
  expect("cause" in errorOf("internal")).toBe(false);
});
