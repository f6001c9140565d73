import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as v from "valibot";
import { describe, expect, it, test } from "vitest";
import { matcher } from "./glob.ts";
import { SUITES } from "./suites.ts";

const ProjectSchema = v.object({ test: v.looseObject({ include: v.array(v.string()) }) });
const ParentSchema = v.object({ test: v.looseObject({ projects: v.array(ProjectSchema) }) });

/** With one of these, a suite could leave a test out, or pass although a test failed. */
const FORBIDDEN = [
  "allowOnly",
  "bail",
  "dangerouslyIgnoreUnhandledErrors",
  "exclude",
  "passWithNoTests",
  "retry",
  "testNamePattern",
];

/** The last one belongs to the suite "determinism", which runs it on every Node. */
const CONFIGS = [
  ...new Set(SUITES.map(({ config }) => config)),
  "tests/determinism/unbundled/vitest.config.ts",
];

/** The options of a configuration, or of each of its projects. */
async function optionsOf(config: string) {
  const url = pathToFileURL(resolve(config)).href;
  const { default: loaded }: { default: unknown } = await import(/* @vite-ignore */ url);
  const projects = v.is(ParentSchema, loaded) ? loaded.test.projects : [loaded];
  return projects.map((project) => v.parse(ProjectSchema, project).test);
}

test("every test file is run by a suite of .ci/suites", async () => {
  const options = await Promise.all(CONFIGS.map(optionsOf));
  const matchers = options.flat().flatMap(({ include }) => include.map(matcher));
  const files = readdirSync("tests", { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(?:test|check)\.tsx?$/.test(path) && !path.includes("node_modules"))
    .map((path) => `tests/${path}`);
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((path) => !matchers.some((matches) => matches(path)))).toEqual([]);
});

test.each(CONFIGS)("%s runs each of its tests once", async (config) => {
  for (const options of await optionsOf(config)) {
    expect(FORBIDDEN.filter((option) => option in options)).toEqual([]);
    expect(options.include.filter((glob) => glob.startsWith("!"))).toEqual([]);
  }
});

describe("a glob", () => {
  it.each([
    ["tests/**/*.test.{ts,tsx}", "tests/config.test.ts", true],
    ["tests/**/*.test.{ts,tsx}", "tests/a/b/c.test.tsx", true],
    ["tests/**/*.test.{ts,tsx}", "tests/a/b.check.ts", false],
    ["tests/s3/*.check.ts", "tests/s3/store.check.ts", true],
    ["tests/s3/*.check.ts", "tests/s3/a/store.check.ts", false],
    ["tests/{cache,case}/**/*.check.ts", "tests/case/a.check.ts", true],
    ["tests/{cache,case}/**/*.check.ts", "tests/cases/a.check.ts", false],
  ])("%s matches %s: %s", (glob, path, expected) => {
    expect(matcher(glob)(path)).toBe(expected);
  });
});
