/** Whatever numbers a case has, its checks and findings are computed, and none of their values is NaN or infinite. */
import { expect, test } from "vitest";
import { CHECKS, checksOf } from "../../../lib/case/checks/index.ts";
import { findingsOf } from "../../../lib/case/findings.ts";
import { consistentCase } from "./consistent-case.ts";

type Path = readonly (string | number)[];

/** The paths of all values in a JSON value, itself left out. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...path, key];
    return [here].concat(pathsIn(member, here).map((below) => below.slice()));
  });
}

/** A copy with another value at a path, with the original type: the schemas allow more than the type says. */
function withValue<T extends object>(original: T, path: Path, value: unknown): T {
  const copy = structuredClone(original);
  const last = path.at(-1) ?? "";
  let holder: object = copy;
  for (const key of path.slice(0, -1)) holder = Reflect.get(holder, key);
  Reflect.set(holder, last, value);
  return copy;
}

const CASE = consistentCase({
  noise: 7,
  axes: 1,
  values: 2,
  seeds: 1,
  grid: 2,
  unit: "pixels",
  pixels: 1,
});
const isNumber = (path: Path) => typeof valueAt(path) === "number";
const PATHS = pathsIn(CASE).filter((path) => !path.includes("values") || path.length < 6);

function valueAt(path: Path): unknown {
  return path.reduce<unknown>(
    (holder, key) =>
      typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined,
    CASE,
  );
}

/** Lists that an artifact must have, and members of lists: the schemas refuse null there. */
const REQUIRED =
  /^(?:axes|points|confidence_surfaces|entropy_surfaces|axis|value|region_id|[xy]_m.*|brightness|\d+|values)$/;

/** Words of the outcomes that show NaN or an infinite number; null if there are no such words. */
function badWords(artifacts: typeof CASE): RegExpExecArray | null {
  const checks = checksOf(artifacts, { metrics: "confirmed" });
  expect(checks).toHaveLength(CHECKS.length);
  return /NaN|Infinity|undefined/.exec(JSON.stringify([checks, findingsOf(artifacts, checks)]));
}

test.each([-1e308, 1e308, 5e-324, -0.5])(
  "every check is computed with %d in place of any one number",
  (figure) => {
    const paths = PATHS.filter(isNumber);
    expect(paths.length).toBeGreaterThan(100);
    for (const path of paths) {
      expect([path, badWords(withValue(CASE, path, figure))]).toEqual([path, null]);
    }
  },
);

test("every check is computed with null in place of any one optional member", () => {
  const paths = PATHS.filter((path) => path.length > 1 && !REQUIRED.test(String(path.at(-1))));
  expect(paths.length).toBeGreaterThan(100);
  for (const path of paths) {
    expect([path, badWords(withValue(CASE, path, null))]).toEqual([path, null]);
  }
});
