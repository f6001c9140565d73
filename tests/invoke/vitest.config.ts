import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** Events through `serverless invoke local`: a process each, which takes a second or more. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/invoke/**/*.check.ts"],
    testTimeout: 120_000,
  },
});
