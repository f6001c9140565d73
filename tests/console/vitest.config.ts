import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** The page in a real browser, against the real service: `.ci/run` installs Chromium. */
export default defineConfig({
  ...all,
  test: { ...all.test, include: ["tests/console/**/*.check.ts"] },
});
