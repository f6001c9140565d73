import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** The scripts of CI, and programs that generate files, each run as a process. */
export default defineConfig({
  ...common,
  test: { ...common.test, include: ["tests/ci/**/*.check.ts"], testTimeout: 120_000 },
});
