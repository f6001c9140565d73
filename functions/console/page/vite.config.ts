import { defineConfig } from "vite";
import { PDFKIT_ALIAS } from "../../../lib/report/pdfkit-alias.ts";
import { packageVersion } from "../../package-version.ts";
import { withoutDescriptions } from "./descriptions-plugin.ts";
import { rendererInOneFile } from "./worker-plugin.ts";

/** Where `npm start` has the service; the page's own server passes on what it cannot answer. */
const SERVICE = "http://localhost:3000";
/** Not all of `/report`: the page's own modules are there too. */
const API = [
  "^/report/(generate$|cases|[0-9a-f]{64}\\.pdf)",
  "/demo",
  "/health",
  "/version",
  "/openapi.json",
];

/**
 * The page, as functions/build.ts builds it for the console function. To work on it: `npm start`, and
 * beside it `npx vite --config functions/console/page/vite.config.ts`.
 */
export default defineConfig({
  root: import.meta.dirname,
  // Relative, because the page may be behind a path prefix.
  base: "./",
  define: { BUILD_VERSION: JSON.stringify(packageVersion()) },
  resolve: { alias: { ...PDFKIT_ALIAS } },
  plugins: [withoutDescriptions()],
  // The worker of the view "verify" draws reports: with the report's fonts, in one file, so that it loads nothing else.
  worker: {
    format: "es",
    plugins: () => [rendererInOneFile(), withoutDescriptions()],
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(API.map((path) => [path, SERVICE])),
  },
  build: {
    target: "es2022",
    outDir: "../../../dist/page",
    emptyOutDir: true,
    // Every asset is a file of its own: the page's policy allows neither inline scripts nor data.
    assetsInlineLimit: 0,
    // Every browser that is young enough for the page knows modulepreload.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // Few files compress better than the many that views could share. A view gets what it imports from these two.
      output: {
        codeSplitting: {
          groups: [
            {
              name: "index",
              test: /page\/(?:main|app|api|list\/listed|parts\/(?!help)|state|report\/download)\b|report\/model\/encoded-value/,
              priority: 2,
            },
            { name: "case", test: /page\/case\/(?!terms|all-checks)/, priority: 1 },
          ],
        },
      },
    },
  },
});
