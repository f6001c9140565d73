import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** Compares with programs in Java and Python that are not ours: `install.sh` fetches them. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ["tests/conformance/**/*.check.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
