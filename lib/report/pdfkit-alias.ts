/**
 * What the bundler and the test runner must resolve differently, as plain data and in one place:
 * pdfkit's browser build compresses with fflate, whose bytes do not change with Node's zlib, and carries
 * its data inside; the PNG reader's browser build comes with it; the WOFF2 decoder is never used.
 */
import { fileURLToPath } from "node:url";

const installed = (path: string): string =>
  fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));

/** Module names and the absolute paths of what stands in for them. */
export const PDFKIT_ALIAS: Readonly<Record<string, string>> = {
  pdfkit: installed("pdfkit/js/pdfkit.browser.mjs"),
  "png-js": installed("png-js/lib/png-js.browser.js"),
  "brotli/decompress.js": fileURLToPath(new URL("./pdf/no-brotli.ts", import.meta.url)),
};

/**
 * What a CommonJS bundle must define: pdfkit names its built-in colour profile by a URL relative to its
 * module, which has none there. The profile itself is inside, so any base will do.
 */
export const PDFKIT_COMMONJS_DEFINE: Readonly<Record<string, string>> = {
  "import.meta.url": JSON.stringify("file:///bundle.cjs"),
};

/** How esbuild bundles fonts: as their bytes. */
export const FONT_LOADERS = { ".ttf": "binary", ".br": "binary" } as const;
