import { defineConfig } from "vitest/config";
import packaged from "../packaged/vitest.config.ts";

/** Measurements of the packages, which need what their tests need. */
export default defineConfig({
  ...packaged,
  test: { ...packaged.test, include: ["tests/bench/cold-start.ts"], testTimeout: 1_800_000 },
});
