import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** Checks with tools that Node does not bring: `.ci/run` installs them. */
export default defineConfig({
  ...all,
  test: { ...all.test, globalSetup: "tests/build-once.ts", include: ["tests/tools/**/*.check.ts"] },
});
