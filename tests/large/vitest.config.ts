import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** Cases and artifacts that are as large as they may be. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ["tests/http/**/*.check.ts", "tests/case/*-limits.check.ts"],
    testTimeout: 300_000,
  },
});
