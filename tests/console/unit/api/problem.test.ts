import { describe, expect, test } from "vitest";
import {
  ApiProblem,
  asProblem,
  nonsense,
  problemOf,
} from "../../../../functions/console/page/api/problem.ts";

const NO_HEADERS = new Headers();

describe("an error response", () => {
  test("with problem details keeps their words", () => {
    const body = JSON.stringify({
      type: "urn:clarity:problem:internal",
      title: "Internal error",
      detail: "Something went wrong.",
      request_id: "r-1",
    });
    expect(problemOf(500, NO_HEADERS, body)).toMatchObject({
      kind: "answered",
      code: "internal",
      title: "Internal error",
      detail: "Something went wrong.",
      status: 500,
      requestId: "r-1",
      location: undefined,
      retryAfterSeconds: undefined,
    });
  });

  test.each([
    [404, "Not found"],
    [409, "The report is being rendered"],
    [429, "The service is busy or unavailable"],
    [503, "The service is busy or unavailable"],
    [502, "The service failed"],
    [400, "The request was refused"],
  ])("without problem details gets words for %i", (status, title) => {
    for (const body of ["", "<html>", "[]", "null", '"text"', '{"title": " ", "detail": 7}']) {
      const problem = problemOf(status, NO_HEADERS, body);
      expect(problem.title).toBe(title);
      expect(problem.detail).toContain(String(status));
      expect(problem.code).toBeUndefined();
    }
  });

  test("has no code when its type is not the service's", () => {
    for (const type of ["about:blank", "urn:clarity:problem:<b>", 7]) {
      expect(problemOf(500, NO_HEADERS, JSON.stringify({ type })).code).toBeUndefined();
    }
  });

  test.each([
    ["3", 3],
    ["0", 0],
    ["Wed, 21 Oct 2026 07:28:00 GMT", undefined],
    ["-1", undefined],
    ["1e9", undefined],
    ["9999999", undefined],
  ])("with Retry-After %j says to wait %j seconds", (header, seconds) => {
    const headers = new Headers({ "retry-after": header });
    expect(problemOf(503, headers, "").retryAfterSeconds).toBe(seconds);
  });

  test("is truncated when it is endless", () => {
    const { detail } = problemOf(500, NO_HEADERS, JSON.stringify({ detail: "x".repeat(1e6) }));
    expect(detail.length).toBeLessThan(1000);
  });
});

describe("any thrown value", () => {
  test("is shown as a problem", () => {
    const problem = nonsense("?");
    expect(asProblem(problem)).toBe(problem);
    expect(asProblem(new RangeError("too deep"))).toMatchObject({ detail: "too deep" });
    expect(asProblem("text")).toBeInstanceOf(ApiProblem);
    expect(asProblem(undefined).detail).toBe("No details are available.");
  });
});
