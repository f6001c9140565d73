import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** The page in a real browser, against the real service: `.ci/run` installs Chromium. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/console/*.check.ts"],
    // Each file has a browser and a service: more in parallel would only take turns.
    fileParallelism: false,
    expect: { poll: { timeout: 20_000 } },
  },
});
