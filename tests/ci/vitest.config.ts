import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** The scripts of CI, and programs that generate files, each run as a process. */
export default defineConfig({
  ...all,
  test: { ...all.test, include: ["tests/ci/**/*.check.ts"], testTimeout: 120_000 },
});
