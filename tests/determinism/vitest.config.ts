import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** Every report, rendered on every runtime: dozens of processes, some of them on an emulated processor. */
export default defineConfig({
  ...all,
  test: {
    ...all.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/determinism/*.check.ts"],
    testTimeout: 300_000,
    // The emulation beside the others, even with two processors, where vitest would take one.
    maxWorkers: 2,
  },
});
