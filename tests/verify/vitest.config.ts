import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** Whether `verify` accepts every genuine report, on every Node, and no other PDF. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/verify/*.check.ts"],
    // Hundreds of PDFs each.
    testTimeout: 300_000,
  },
});
