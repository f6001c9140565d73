import * as v from "valibot";

/** The tests that each configuration of vitest has to run at least, by its folder. */
export const TESTS: Readonly<Record<string, readonly string[]>> = {
  ".": ["tests/**/*.test.{ts,tsx}"],
  "tests/bench": ["tests/bench/cold-start.ts"],
  "tests/client": ["tests/client/*.check.ts"],
  "tests/conformance": ["tests/conformance/**/*.check.ts"],
  "tests/console": ["tests/console/*.check.ts"],
  "tests/determinism": ["tests/determinism/*.check.ts"],
  "tests/verify": ["tests/verify/*.check.ts"],
  "tests/determinism/unbundled": ["tests/determinism/unbundled/*.check.ts"],
  "tests/invoke": ["tests/invoke/**/*.check.ts"],
  "tests/packaged": ["tests/packaged/*.check.ts", "tests/console/deployed/*.check.ts"],
  "tests/s3": ["tests/s3/**/*.check.ts"],
  "tests/tools": ["tests/tools/**/*.check.ts"],
};
const TOP_KEYS = new Set(["plugins", "resolve", "test"]);
/** None of these leaves a test out, repeats one that failed, or lets a run without tests pass. */
const TEST_KEYS = new Set([
  "include",
  "globalSetup",
  "setupFiles",
  "testTimeout",
  "hookTimeout",
  "server",
  "coverage",
  "fileParallelism",
  "maxWorkers",
  "expect",
  "env",
]);
const ConfigSchema = v.looseObject({ test: v.looseObject({ include: v.array(v.string()) }) });

/** Every way in which a configuration of vitest may let a failure pass, one sentence each. */
export function suiteConfigBreaches(folder: string, config: unknown): string[] {
  const { test, ...top } = v.parse(ConfigSchema, config);
  const unknown = [
    ...Object.keys(top).filter((key) => !TOP_KEYS.has(key)),
    ...Object.keys(test).filter((key) => !TEST_KEYS.has(key)),
  ];
  const agreed = TESTS[folder];
  const left = agreed?.filter((glob) => !test.include.includes(glob));
  return [
    ...unknown.map((key) => `${folder}: has ${key}: take it out, or add it to the known keys`),
    ...(left ?? ["all: it is not in TESTS"]).map((glob) => `${folder}: does not run ${glob}`),
    ...test.include
      .filter((glob) => glob.startsWith("!"))
      .map((glob) => `${folder}: leaves out ${glob.slice(1)}`),
  ];
}
