import * as v from "valibot";

/** What coverage may never fall below, in percent, whatever the configuration is changed to. */
const FLOORS = { lines: 99, branches: 94, pageBranches: 94 } as const;
/** What has to be counted, and what may be left out: what runs in a process or a browser of its own. */
const COUNTED = ["lib/**/*.ts", "functions/**/*.ts"];
const LEFT_OUT = new Set([
  "**/*.d.ts",
  "tests/**",
  "functions/build.ts",
  "functions/generate-api.ts",
  "functions/package-version.ts",
  "functions/start.ts",
  "functions/console/page/**/use-*.ts",
  "functions/demo/generate.ts",
  "lib/commands/main.ts",
]);
const CHECKS = ["check:format", "check:lint", "check:types", "check:unused"];

const Branches = v.optional(v.looseObject({ branches: v.optional(v.number(), 0) }), {});
const CoverageSchema = v.looseObject({
  include: v.array(v.string()),
  exclude: v.array(v.string()),
  thresholds: v.looseObject({
    lines: v.optional(v.number(), 0),
    branches: v.optional(v.number(), 0),
    "functions/console/page/**": Branches,
  }),
});

export interface Gates {
  /** `test.coverage` of vitest.config.ts. */
  readonly coverage: unknown;
  /** `test.include` of vitest.config.ts. */
  readonly include: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
}

/** Every gate that was lowered, one sentence each. */
export function loweredGates({ coverage, include, scripts }: Gates): string[] {
  const { thresholds, ...files } = v.parse(CoverageSchema, coverage);
  const reached = [
    ["lines", thresholds.lines, FLOORS.lines],
    ["branches", thresholds.branches, FLOORS.branches],
    ["branches of the page", thresholds["functions/console/page/**"].branches, FLOORS.pageBranches],
  ] as const;
  const check = scripts["check"] ?? "";
  const test = scripts["test"] ?? "";
  return [
    ...reached
      .filter(([, asked, floor]) => asked < floor)
      .map(
        ([of, asked, floor]) =>
          `coverage of ${of} is asked to be ${asked} %: at least ${floor} % is agreed, write tests`,
      ),
    ...COUNTED.filter((glob) => !files.include.includes(glob)).map(
      (glob) => `coverage leaves out ${glob}`,
    ),
    ...files.exclude
      .filter((glob) => !LEFT_OUT.has(glob))
      .map(
        (glob) =>
          `coverage leaves out ${glob}: test it, or add it to LEFT_OUT with what tests it instead`,
      ),
    ...(include.includes("tests/**/*.test.{ts,tsx}") ? [] : ["npm test does not run every test"]),
    ...CHECKS.filter((name) => !check.split(" && ").some((part) => part.endsWith(` ${name}`))).map(
      (name) => `npm run check does not run ${name}`,
    ),
    ...(scripts["check:lint"]?.includes("--deny-warnings") ? [] : ["the linter's warnings pass"]),
    ...(/^npm run --silent check && .* --coverage$/.test(test)
      ? []
      : ["npm test does not check and count first"]),
  ];
}
