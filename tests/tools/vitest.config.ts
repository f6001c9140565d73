import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** Checks with tools that Node does not bring: `.ci/run` installs them. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/tools/**/*.check.ts"],
  },
});
