import { defineConfig } from "vitest/config";
import all from "../../../vitest.config.ts";

/** What `tests/determinism/unbundled.check.ts` has each Node run. It needs nothing built. */
export default defineConfig({
  ...all,
  test: {
    ...all.test,
    globalSetup: [],
    include: ["tests/determinism/unbundled/*.check.ts"],
    testTimeout: 300_000,
  },
});
