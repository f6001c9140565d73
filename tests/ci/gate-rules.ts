import * as v from "valibot";
import { AGREED_SCRIPTS } from "./agreed-scripts.ts";

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
  "functions/start/*.ts",
  "lib/service/task-worker.ts",
  "lib/service/verify/verify-worker.ts",
  "functions/console/page/**/use-*.ts",
  "functions/demo/generate.ts",
  "lib/commands/main.ts",
]);
const COVERAGE_KEYS = new Set(["provider", "include", "exclude", "thresholds"]);

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
  readonly scripts: Readonly<Record<string, string>>;
}

/** Every gate that was lowered, one sentence each. */
export function loweredGates({ coverage, scripts }: Gates): string[] {
  const { thresholds, ...counted } = v.parse(CoverageSchema, coverage);
  const reached = [
    ["lines", thresholds.lines, FLOORS.lines],
    ["branches", thresholds.branches, FLOORS.branches],
    ["branches of the page", thresholds["functions/console/page/**"].branches, FLOORS.pageBranches],
  ] as const;
  return [
    ...reached
      .filter(([, asked, floor]) => asked < floor)
      .map(
        ([of, asked, floor]) =>
          `coverage of ${of} is asked to be ${asked} %: at least ${floor} % is agreed, write tests`,
      ),
    ...Object.keys(counted)
      .filter((key) => !COVERAGE_KEYS.has(key))
      .map((key) => `coverage has ${key}: take it out, or add it to COVERAGE_KEYS`),
    ...COUNTED.filter((glob) => !counted.include.includes(glob)).map(
      (glob) => `coverage leaves out ${glob}`,
    ),
    ...counted.exclude
      .filter((glob) => !LEFT_OUT.has(glob))
      .map(
        (glob) =>
          `coverage leaves out ${glob}: test it, or add it to LEFT_OUT with what tests it instead`,
      ),
    ...Object.entries(AGREED_SCRIPTS)
      .filter(([name, agreed]) => scripts[name] !== agreed)
      .map(([name]) => `npm run ${name} is not what was agreed (tests/ci/agreed-scripts.ts)`),
  ];
}
