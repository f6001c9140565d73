import { homedir, tmpdir } from "node:os";
import * as v from "valibot";
import { expect } from "vitest";
import { factsOf, type ErrorCode } from "../../lib/error-codes.ts";

const ProblemSchema = v.looseObject({
  type: v.string(),
  title: v.pipe(v.string(), v.nonEmpty()),
  status: v.number(),
  detail: v.pipe(v.string(), v.nonEmpty()),
});

type Problem = v.InferOutput<typeof ProblemSchema>;

/** Fails when a text shows where things lie on this machine, or how the code came there. */
export function expectNoTraces(text: string): void {
  const folders = [process.cwd(), tmpdir(), homedir(), "node_modules", "clarity-tests-"];
  for (const folder of folders.filter(({ length }) => length > 1)) {
    expect(text).not.toContain(folder);
  }
  expect(text).not.toMatch(/\bat [^"]*:\d+:\d+|\.[cm]?[jt]s:\d+|"stack|dist\//);
}

/** Checks that an answer is the problem of that code, in every respect that all problems share. */
export async function problemOf(response: Response, code: ErrorCode): Promise<Problem> {
  const text = await response.text();
  expectNoTraces(text + JSON.stringify([...response.headers]));
  const problem = v.parse(ProblemSchema, JSON.parse(text));
  expect(problem).toMatchObject({
    type: `urn:clarity:problem:${code}`,
    status: factsOf(code).status,
  });
  expect(response.status).toBe(factsOf(code).status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expectNotStored(response);
  expectExplicitCors(response);
  return problem;
}

function expectNotStored({ status, headers }: Response): void {
  if ([404, 409, 503].includes(status)) expect(headers.get("cache-control")).toBe("no-store");
  if ([409, 503].includes(status)) expect(headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
}

/** Whatever a header leaves unsaid, serverless-offline says by reflecting the origin, with credentials. */
export function expectExplicitCors({ headers }: Response): void {
  expect(headers.get("access-control-allow-origin")).toBeTruthy();
  expect(headers.get("access-control-allow-credentials")).toMatch(/^(true|false)$/);
  expect(headers.get("access-control-expose-headers")?.split(", ").toSorted()).toEqual([
    "Content-Disposition",
    "Content-Location",
    "ETag",
    "Link",
    "Location",
    "Preference-Applied",
    "Repr-Digest",
    "Retry-After",
    "X-Cache-Hit",
    "X-Cache-Key",
  ]);
  expect(headers.get("vary")).toMatch(/\bOrigin\b/);
}
