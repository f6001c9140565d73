import { readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, test } from "vitest";
import config from "../../vitest.config.ts";
import { TESTS, suiteConfigBreaches } from "./suite-config-rules.ts";

const FOLDERS = [
  ".",
  ...readdirSync("tests", { recursive: true, encoding: "utf8" })
    .filter((path) => /(?:^|\/)(?:vitest|vite)\.(?:config|workspace)\./.test(path))
    .map((path) => dirname(`tests/${path}`)),
];

test("every configuration is known, and what it runs", () => {
  expect(FOLDERS.toSorted()).toEqual(Object.keys(TESTS).toSorted());
});

test.each(FOLDERS)("the configuration in %s lets no failure pass", async (folder) => {
  const url = pathToFileURL(resolve(folder, "vitest.config.ts")).href;
  const { default: loaded }: { default: unknown } = await import(/* @vite-ignore */ url);
  expect(suiteConfigBreaches(folder, loaded)).toEqual([]);
});

describe("a configuration breaks a rule", () => {
  it.each([
    ["exclude", { exclude: ["tests/cache/**"] }],
    ["retry", { retry: 2 }],
    ["bail", { bail: 1 }],
    ["passWithNoTests", { passWithNoTests: true }],
    ["dangerouslyIgnoreUnhandledErrors", { dangerouslyIgnoreUnhandledErrors: true }],
    ["testNamePattern", { testNamePattern: "x" }],
    ["allowOnly", { allowOnly: true }],
    ["does not run tests/**", { include: ["tests/lib/*.test.ts"] }],
    ["leaves out", { include: ["tests/**/*.test.{ts,tsx}", "!tests/cache/**"] }],
  ])("with %s", (told, changed) => {
    const breaches = suiteConfigBreaches(".", { ...config, test: { ...config.test, ...changed } });
    expect(breaches).toEqual([expect.stringContaining(told)]);
  });

  it("with a root of its own, or in a folder that is not known", () => {
    expect(suiteConfigBreaches(".", { ...config, root: "lib" })).toHaveLength(1);
    expect(suiteConfigBreaches("tests/new", config)).toHaveLength(1);
  });
});
