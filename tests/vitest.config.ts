import { defineConfig, type ViteUserConfig } from "vitest/config";
import quick from "../vitest.config.ts";
import protocol from "./cache/vitest.config.ts";
import scripts from "./ci/vitest.config.ts";
import large from "./large/vitest.config.ts";
import report from "./report/vitest.config.ts";
import start from "./start/vitest.config.ts";

/** All suites that need nothing but Node, in one run: together they reach the thresholds of coverage. */
export default defineConfig({
  test: {
    projects: [
      named("quick", quick),
      named("start", start),
      named("protocol", protocol),
      named("report", report),
      named("large", large),
      named("scripts", scripts),
    ],
    coverage: {
      provider: "v8",
      // Of its own: a run empties it, and the suite "console" may take coverage at the same time.
      reportsDirectory: "coverage/code",
      include: ["lib/**/*.ts", "functions/**/*.ts"],
      exclude: [
        "**/*.d.ts",
        "tests/**",
        // Run as separate processes (tests/build-once.ts, tests/start, tests/functions/demo,
        // tests/openapi), where v8 does not count them.
        "functions/build.ts",
        "functions/build/*.ts",
        "lib/commands/start/*.ts",
        "lib/cache-package.ts",
        "functions/generate-api.ts",
        "functions/package-version.ts",
        "functions/start/*.ts",
        // Run in threads (tests/service, tests/verify), where v8 does not count them either.
        "lib/service/task-worker.ts",
        "lib/service/verify/verify-worker.ts",
        // Run in a browser: the suite "console" counts the whole page.
        "functions/console/page/**/*.tsx",
        "functions/console/page/**/use-*.ts",
        "functions/console/page/batch/{batch-store,begin,exclusively,save-zip}.ts",
        "functions/console/page/compare/{compared,difference-raster,load-case,load-report}.ts",
        "functions/console/page/large/{open-worker,worker}.ts",
        "functions/console/page/state/{key-press,module-worker}.ts",
        "functions/console/page/verify/{fonts,start-worker,verifier-worker}.ts",
        // Runs at build time, as the page's configuration does.
        "functions/console/page/{descriptions,worker}-plugin.ts",
        "functions/demo/generate.ts",
        "lib/commands/main.ts",
      ],
      // The coverage that was reached: raise these numbers, never lower them.
      thresholds: { lines: 99, branches: 94, "functions/console/page/**": { branches: 94 } },
    },
  },
});

function named(name: string, { test, ...config }: ViteUserConfig) {
  return { ...config, test: { ...test, name } };
}
