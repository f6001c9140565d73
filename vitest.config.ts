import { readFile } from "node:fs/promises";
import { defineConfig, type Plugin } from "vitest/config";
import { PDFKIT_ALIAS } from "./lib/report/pdfkit-alias.ts";

/** Imports a font as its bytes, as esbuild's `binary` loader does in the bundles. */
function fontsAsBytes(): Plugin {
  return {
    name: "fonts-as-bytes",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(".ttf") && !id.endsWith(".ttf.br")) return undefined;
      const base64 = (await readFile(id)).toString("base64");
      return `export default new Uint8Array(Buffer.from(${JSON.stringify(base64)}, "base64"));`;
    },
  };
}

export default defineConfig({
  plugins: [fontsAsBytes()],
  resolve: { alias: { ...PDFKIT_ALIAS } },
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    setupFiles: "tests/watch-log.ts",
    // Vitest would leave one of two processors idle.
    maxWorkers: "100%",
    // A busy machine must not fail a test: none comes near these on its own.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The aliases reach only modules that vitest transforms, so pdfkit and its font engine are.
    server: { deps: { inline: ["pdfkit", "fontkit"] } },
    coverage: {
      provider: "v8",
      include: ["lib/**/*.ts", "functions/**/*.ts"],
      exclude: [
        "**/*.d.ts",
        "tests/**",
        // Run as processes of their own (tests/build-once.ts, tests/start, tests/functions/demo,
        // tests/openapi), where v8 does not count them.
        "functions/build.ts",
        "functions/generate-api.ts",
        "functions/package-version.ts",
        "functions/start.ts",
        "functions/start/*.ts",
        // Run in threads (tests/service, tests/verify), where v8 does not count them either.
        "lib/service/task-worker.ts",
        "lib/service/verify/verify-worker.ts",
        // Run in a browser, as what they draw (`.tsx`) is: tests/console/*.check.ts.
        "functions/console/page/**/use-*.ts",
        "functions/demo/generate.ts",
        "lib/commands/main.ts",
      ],
      // What was reached: they may be raised (tests/ci/gate-rules.ts).
      thresholds: { lines: 99, branches: 94, "functions/console/page/**": { branches: 94 } },
    },
  },
});
