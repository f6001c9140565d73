import { describe, expect, it, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import vitestConfig from "../../vitest.config.ts";
import { AGREED_SCRIPTS } from "./agreed-scripts.ts";
import { loweredGates, type Gates } from "./gate-rules.ts";

const GATES: Gates = {
  coverage: vitestConfig.test?.coverage,
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
  it.each<readonly [name: string, changed: Partial<Gates>, told: string]>([
    ["98.9 % of lines", asked(98.9, 94, 94), "coverage of lines"],
    ["93.9 % of branches", asked(99, 93.9, 94), "coverage of branches is"],
    ["93 % of the page's branches", asked(99, 94, 93), "branches of the page"],
    ["no threshold", covered({ thresholds: {} }), "coverage of lines"],
    ["the page's left out", covered({ thresholds: { lines: 99, branches: 94 } }), "of the page"],
    ["lib only", covered({ include: ["lib/**/*.ts"] }), "leaves out functions/**/*.ts"],
    ["a file left out", covered({ exclude: ["lib/cache/**"] }), "leaves out lib/cache/**"],
    ["methods not counted", covered({ ignoreClassMethods: ["x"] }), "has ignoreClassMethods"],
    ...Object.entries(AGREED_SCRIPTS).map(
      ([name, agreed]) =>
        [name, scripts({ [name]: `${agreed} || true` }), `run ${name} is not`] as const,
    ),
  ])("%s", (_, changed, told) => {
    expect(loweredGates({ ...GATES, ...changed })).toEqual(
      expect.arrayContaining([expect.stringContaining(told)]),
    );
  });

  it("but not a raised one", () => {
    expect(loweredGates({ ...GATES, ...asked(100, 97, 97) })).toEqual([]);
  });
});
