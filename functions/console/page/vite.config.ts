import { defineConfig } from "vite";

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
  },
});
