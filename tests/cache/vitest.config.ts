import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** Exactly once, whatever happens: every order of operations, simulated hosts, processes that are killed. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ["tests/{cache,store}/**/*.check.ts", "tests/case/swapped-cases.check.ts"],
    // A search through millions of orders takes as long as the machine lets it.
    testTimeout: 600_000,
  },
});
