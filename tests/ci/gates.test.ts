import { describe, expect, it, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import vitestConfig from "../../vitest.config.ts";
import { loweredGates, type Gates } from "./gate-rules.ts";

const GATES: Gates = {
  coverage: vitestConfig.test?.coverage,
  include: vitestConfig.test?.include ?? [],
  scripts: packageFile.scripts,
};
const { coverage } = GATES;
const scripts = (changed: Readonly<Record<string, string>>) => ({
  scripts: { ...GATES.scripts, ...changed },
});
const PAGE = "functions/console/page/**";

test("no gate is lower than was agreed", () => {
  expect(loweredGates(GATES)).toEqual([]);
});

const covered = (changed: object) => ({ coverage: Object.assign({}, coverage, changed) });
const asked = (lines: number, branches: number, page: number) =>
  covered({ thresholds: { lines, branches, [PAGE]: { branches: page } } });

describe("a lowered gate is told", () => {
  it.each([
    ["98.9 % of lines", asked(98.9, 94, 94), "coverage of lines"],
    ["93.9 % of branches", asked(99, 93.9, 94), "coverage of branches is"],
    ["93 % of the page's branches", asked(99, 94, 93), "branches of the page"],
    ["no threshold", covered({ thresholds: {} }), "coverage of lines"],
    ["the page's left out", covered({ thresholds: { lines: 99, branches: 94 } }), "of the page"],
    ["lib only", covered({ include: ["lib/**/*.ts"] }), "leaves out functions/**/*.ts"],
    ["a file left out", covered({ exclude: ["lib/cache/**"] }), "leaves out lib/cache/**"],
    ["tests of lib only", { include: ["tests/lib/*.test.ts"] }, "does not run every test"],
    [
      "no types",
      scripts({ check: GATES.scripts["check"]?.replace("check:types", "x") ?? "" }),
      "check:types",
    ],
    ["warnings let pass", scripts({ "check:lint": "oxlint --type-aware" }), "warnings pass"],
    ["no coverage", scripts({ test: "npm run --silent check && vitest run" }), "check and count"],
    ["no checks", scripts({ test: "vitest run --coverage" }), "check and count"],
  ])("%s", (_, changed, told) => {
    expect(loweredGates({ ...GATES, ...changed })).toEqual(
      expect.arrayContaining([expect.stringContaining(told)]),
    );
  });

  it("but not a raised one", () => {
    expect(loweredGates({ ...GATES, ...asked(100, 97, 97) })).toEqual([]);
  });
});
