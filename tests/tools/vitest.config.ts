import { defineConfig } from "vitest/config";

/** Checks of the built functions by tools that Node does not bring: `.ci/run` installs them. */
export default defineConfig({
  test: { include: ["tests/tools/**/*.check.ts"], testTimeout: 60_000 },
});
