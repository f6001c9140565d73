import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** The model of the claim protocol, searched by SPIN. */
export default defineConfig({
  ...common,
  test: { ...common.test, include: ["tests/model/**/*.check.ts"], testTimeout: 600_000 },
});
