import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** The page in a real browser, against the real service: `.ci/run` installs Chromium. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/console/*.check.ts"],
    // A browser and a service each: more at once only take turns.
    fileParallelism: false,
    expect: { poll: { timeout: 20_000 } },
  },
});
