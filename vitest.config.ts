import { readFile } from "node:fs/promises";
import { defineConfig, type Plugin, type ViteUserConfig } from "vitest/config";
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

/** What the configuration of every suite has in common. */
export const common = {
  plugins: [fontsAsBytes()],
  resolve: { alias: { ...PDFKIT_ALIAS } },
  test: {
    setupFiles: "tests/watch-log.ts",
    // Vitest would leave one of two processors idle.
    maxWorkers: "100%",
    // A busy machine must not fail a test: none comes near these on its own.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The aliases reach only modules that vitest transforms, so pdfkit and its font engine are.
    server: { deps: { inline: ["pdfkit", "fontkit"] } },
  },
} satisfies ViteUserConfig;

/** The quick tests, which need nothing but Node: `npm test`. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ["tests/**/*.test.{ts,tsx}"],
    // Loads the renderer, its fonts and the other libraries once in each worker, not once in each file.
    isolate: false,
  },
});
