import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** Whole reports, rendered and read back: pages, tags, marks, fonts, attachments, the largest and the oddest. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ["tests/report/**/*.check.ts"],
    testTimeout: 300_000,
    isolate: false,
  },
});
