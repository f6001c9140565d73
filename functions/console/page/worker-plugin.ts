import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

/** What the worker's bundle needs to draw reports, so that it is one file. */
export function rendererInOneFile(): Plugin {
  return {
    name: "renderer-in-one-file",
    enforce: "pre",
    /** Imports the report's fonts as their bytes, as esbuild's `binary` loader does in the bundles of functions. */
    async load(id) {
      if (!id.endsWith(".ttf")) return undefined;
      const base64 = (await readFile(id)).toString("base64");
      return `export default Uint8Array.from(atob(${JSON.stringify(base64)}), (character) => character.charCodeAt(0));`;
    },
    /** pdfkit names its built-in colour profile by a URL, which Vite would make a file. */
    transform(code, id) {
      if (!id.endsWith("pdfkit.browser.mjs")) return undefined;
      return { code: code.replaceAll("import.meta.url", '"file:///worker.js"'), map: null };
    },
  };
}
