import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** The page in a real browser, against the real service: `.ci/run` installs Chromium. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    globalSetup: "tests/build-once.ts",
    // The page's unit tests too, for one figure of coverage.
    include: ["tests/console/*.check.ts", "tests/console/{figures,unit}/**/*.test.ts"],
    // Each file has a browser and a service: more in parallel would only take turns.
    fileParallelism: false,
    expect: { poll: { timeout: 20_000 } },
    coverage: {
      provider: "custom",
      customProviderModule: "tests/console/page-coverage/module.ts",
      include: ["functions/console/page/**/*.{ts,tsx}"],
      exclude: [
        "functions/console/page/{vite.config,descriptions-plugin,worker-plugin}.ts",
        // Runs in a worker, whose coverage is not measured.
        "functions/console/page/verify/verifier-worker.ts",
      ],
      reporter: ["text-summary", "json"],
      reportsDirectory: "coverage/console",
      // Just below what was reached: raise them, never lower them.
      thresholds: { lines: 96, branches: 89 },
    },
  },
});
