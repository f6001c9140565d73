import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** Every report, rendered on every runtime: dozens of processes, some of them on an emulated processor. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/determinism/*.check.ts"],
    testTimeout: 300_000,
    // The emulation beside the others, even with two processors, where vitest would take one.
    maxWorkers: 2,
  },
});
