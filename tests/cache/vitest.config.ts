import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** Exactly once, whatever happens: every order of operations, simulated hosts, processes that are killed. */
export default defineConfig({
  ...all,
  test: {
    ...all.test,
    include: ["tests/{cache,case,store}/**/*.check.ts"],
    // A search through millions of orders takes as long as the machine lets it.
    testTimeout: 300_000,
  },
});
