import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";

const CATEGORIES = { correctness: "error", suspicious: "error", perf: "error" };
const PLUGINS = ["eslint", "typescript", "unicorn", "oxc", "import", "promise", "node", "vitest"];
/** Of other code than the page's, which runs in a browser. */
const NOT_OF_THE_PAGE = new Set(["node", "vitest"]);
const PAGE = "functions/console/page/**";
const IGNORED = new Set(["dist", "coverage", "local-cache", "tests/client/program"]);
/** Rules besides those of the categories, with their limits. */
const RULES: Readonly<Record<string, unknown>> = {
  "eslint/complexity": ["error", 12],
  "eslint/eqeqeq": "error",
  "eslint/max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
  "eslint/max-lines-per-function": ["error", { max: 60, skipComments: true }],
  "eslint/no-console": "error",
  "import/no-cycle": "error",
  "typescript/await-thenable": "error",
  "typescript/consistent-type-imports": "error",
  "typescript/no-explicit-any": "error",
  "typescript/no-floating-promises": "error",
  "typescript/no-misused-promises": "error",
  "typescript/no-non-null-assertion": "error",
  "typescript/only-throw-error": "error",
  "typescript/prefer-promise-reject-errors": "error",
  "typescript/promise-function-async": "error",
  "typescript/return-await": ["error", "always"],
  "typescript/switch-exhaustiveness-check": "error",
  "unicorn/prefer-node-protocol": "error",
};
/** Rules that are off, everywhere or for some files. */
const OFF = new Set([
  "eslint/no-await-in-loop",
  "import/no-unassigned-import",
  "unicorn/no-array-sort",
  "tests/**: eslint/max-lines-per-function",
]);

const RulesSchema = v.optional(v.record(v.string(), v.unknown()), {});
const LinterSchema = v.strictObject({
  $schema: v.string(),
  plugins: v.array(v.string()),
  categories: v.record(v.string(), v.string()),
  env: v.unknown(),
  ignorePatterns: v.array(v.string()),
  rules: RulesSchema,
  overrides: v.array(
    v.strictObject({
      files: v.array(v.string()),
      plugins: v.optional(v.array(v.string())),
      env: v.optional(v.unknown()),
      rules: RulesSchema,
    }),
  ),
});

/** Every way in which .oxlintrc.json lets more pass than was agreed, one sentence each. */
export function linterBreaches(text: string): string[] {
  const { categories, plugins, ignorePatterns, rules, overrides } = v.parse(
    LinterSchema,
    JSON.parse(text),
  );
  return [
    ...Object.entries(CATEGORIES)
      .filter(([name, severity]) => categories[name] !== severity)
      .map(([name]) => `the category ${name} is not an error`),
    ...PLUGINS.filter((name) => !plugins.includes(name)).map((name) => `no plugin ${name}`),
    ...ignorePatterns
      .filter((pattern) => !IGNORED.has(pattern))
      .map((pattern) => `${pattern} is not looked at`),
    ...Object.entries(RULES)
      .filter(([name, agreed]) => !isDeepStrictEqual(rules[name], agreed))
      .map(([name, agreed]) => `${name} is not ${JSON.stringify(agreed)}, as agreed`),
    ...weakened("", rules),
    ...overrides.flatMap((override) => overrideBreaches(override)),
  ];
}

type Override = v.InferOutput<typeof LinterSchema>["overrides"][number];

function overrideBreaches({ files, plugins = PLUGINS, rules }: Override): string[] {
  const of = files.join();
  return [
    ...PLUGINS.filter(
      (name) => !plugins.includes(name) && !(of === PAGE && NOT_OF_THE_PAGE.has(name)),
    ).map((name) => `${of}: no plugin ${name}`),
    ...weakened(`${of}: `, rules),
    ...Object.keys(rules)
      .filter((name) => name in RULES && !OFF.has(`${of}: ${name}`))
      .map((name) => `${of}: ${name} is another one than agreed`),
  ];
}

function weakened(of: string, rules: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(rules)
    .filter(([name, value]) => [value].flat()[0] !== "error" && !OFF.has(`${of}${name}`))
    .map(([name]) => `${of}${name} is not an error: make it one, or add it to OFF`);
}
