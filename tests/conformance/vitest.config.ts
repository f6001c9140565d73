import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** Validates reports with veraPDF, which needs Java: `.ci/run` installs it. */
export default defineConfig({
  ...all,
  test: {
    ...all.test,
    include: ["tests/conformance/**/*.check.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
