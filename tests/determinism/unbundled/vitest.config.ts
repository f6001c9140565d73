import { defineConfig } from "vitest/config";
import { common } from "../../../vitest.config.ts";

/** What `tests/determinism/unbundled.check.ts` has each Node run. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ["tests/determinism/unbundled/*.check.ts"],
    testTimeout: 300_000,
  },
});
