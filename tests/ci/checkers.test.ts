import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { PROJECTS, compilerBreaches } from "./compiler-rules.ts";
import { linterBreaches } from "./linter-rules.ts";

const FILES = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
}).split("\n");
const named = (pattern: RegExp) => FILES.filter((path) => pattern.test(path)).toSorted();

/** A file with one thing broken; what is replaced has to be there. */
function broken(path: string, from: string, to: string): string {
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${path}: expected ${from}`);
  return text.replace(from, () => to);
}

test("there are no other settings of the compiler and the linter than those that are looked at", () => {
  expect(named(/(?:^|\/)tsconfig[^/]*$/)).toEqual(Object.keys(PROJECTS).toSorted());
  expect(named(/(?:oxlintrc|oxlint\.config|eslintrc|eslintignore)[^/]*$/)).toEqual([
    ".oxlintrc.json",
  ]);
});

test.each(Object.keys(PROJECTS))("%s is as strict as was agreed", (path) => {
  expect(compilerBreaches(path, readFileSync(path, "utf8"))).toEqual([]);
});

test("the linter lets nothing pass that was not agreed", () => {
  expect(linterBreaches(readFileSync(".oxlintrc.json", "utf8"))).toEqual([]);
});

const PAGE = "functions/console/page/tsconfig.json";

describe("the compiler is told to let more pass", () => {
  it.each([
    ["tsconfig.json", '"strict": true', '"strict": false', "strict is off"],
    ["tsconfig.json", '"noUncheckedIndexedAccess": true,', "", "noUncheckedIndexedAccess is off"],
    ["tsconfig.json", '"exactOptionalPropertyTypes": true,', "", "exactOptional"],
    ["tsconfig.json", '"noImplicitOverride": true,', "", "noImplicitOverride is off"],
    ["tsconfig.json", '"noUnusedLocals": true', '"noUnusedLocals": false', "noUnusedLocals is off"],
    ["tsconfig.json", '"noUnusedParameters": true,', "", "noUnusedParameters is off"],
    ["tsconfig.json", '"noEmit"', '"noCheck": true, "noEmit"', "has noCheck"],
    ["tsconfig.json", '"noEmit"', '"strictNullChecks": false, "noEmit"', "has strictNullChecks"],
    ["tsconfig.json", '"lib", "tests"', '"tests"', "does not compile lib"],
    ["tsconfig.json", '"**/node_modules",', '"**/node_modules", "lib/cache",', "leaves out lib"],
    [PAGE, '"jsx":', '"strict": false, "jsx":', "has strict"],
    [PAGE, '"vite.config.ts"', '"api"', "leaves out api"],
  ])("in %s where %j is %j", (path, from, to, told) => {
    expect(compilerBreaches(path, broken(path, from, to))).toContainEqual(
      expect.stringContaining(told),
    );
  });
});

describe("the linter is told to let more pass", () => {
  it.each([
    ['"suspicious": "error"', '"suspicious": "warn"', "category suspicious"],
    ['"oxc", "import", "promise", "node"', '"oxc", "import", "node"', "no plugin promise"],
    ['["dist", ', '["dist", "lib/cache", ', "lib/cache is not looked at"],
    ['"eslint/eqeqeq": "error",', "", "eslint/eqeqeq is not"],
    ['"eslint/eqeqeq": "error"', '"eslint/eqeqeq": "off"', "eslint/eqeqeq is not an error"],
    ['"eslint/complexity": ["error", 12]', '"eslint/complexity": ["error", 20]', "complexity"],
    ['"eslint/eqeqeq"', '"eslint/no-eval": "off", "eslint/eqeqeq"', "no-eval is not an error"],
    ['"files": ["tests/**"]', '"files": ["lib/**"]', "lib/**: eslint/max-lines-per-function"],
    [
      '"vitest/expect-expect": ["error"',
      '"eslint/complexity": ["error", 99], "vitest/expect-expect": ["error"',
      "eslint/complexity is another one",
    ],
    ['"promise", "jsx-a11y"', '"jsx-a11y"', "page/**: no plugin promise"],
  ])("where %j is %j", (from, to, told) => {
    expect(linterBreaches(broken(".oxlintrc.json", from, to))).toContainEqual(
      expect.stringContaining(told),
    );
  });
});
