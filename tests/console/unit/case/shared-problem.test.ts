import { expect, test } from "vitest";
import {
  type ApiProblem,
  nonsense,
  problemOf,
  tooSlow,
  unreachable,
} from "../../../../functions/console/page/api/problem.ts";
import { sharedProblem } from "../../../../functions/console/page/case/shared-problem.ts";
import { LOADING } from "../../../../functions/console/page/state/loading.ts";

const failed = (problem: ApiProblem) => ({ name: "failed", problem }) as const;
const answered = (status: number) => problemOf(status, new Headers(), "");

test("a case that is not there, or a service that is not, is one problem", () => {
  for (const problem of [answered(404), unreachable(undefined), tooSlow(1000)]) {
    expect(sharedProblem([failed(problem), failed(problem)])).toBe(problem);
  }
});

test("while a part is still to come, what is wrong with another is its own", () => {
  for (const problem of [answered(404), unreachable(undefined), tooSlow(1000)]) {
    expect(sharedProblem([LOADING, failed(problem)])).toBeUndefined();
  }
});

test("parts that have a problem of their own tell it themselves", () => {
  const gone = failed(answered(404));
  for (const others of [
    [{ name: "loaded", value: 1 } as const],
    [failed(answered(422))],
    [failed(unreachable(undefined))],
  ]) {
    expect(sharedProblem([gone, ...others])).toBeUndefined();
  }
  expect(sharedProblem([failed(nonsense("?")), failed(nonsense("?"))])).toBeUndefined();
  expect(sharedProblem([LOADING])).toBeUndefined();
});
