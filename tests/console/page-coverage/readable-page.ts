import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "vite";
import config from "../../../functions/console/page/vite.config.ts";

/** Name of the page's script in the folder of coverage. */
export const SCRIPT = "page.js";

/** The page's script, not minified: a minified branch cannot be mapped to one in the sources. */
export interface ReadablePage {
  readonly code: string;
  readonly map: { version: number; names: string[]; sources: string[]; mappings: string };
  /** Where it would be written: its map names the sources relative to this. */
  readonly path: string;
}

/** Builds the page's script with a source map, and puts it into `folder`. */
export async function buildReadablePage(folder: string): Promise<ReadablePage> {
  const output = await build({
    ...config,
    configFile: false,
    logLevel: "warn",
    mode: "production",
    build: { ...config.build, write: false, minify: false, sourcemap: "hidden" },
  });
  if (Array.isArray(output) || !("output" in output))
    throw new Error("the page: expected one build");
  const chunks = output.output.filter((file) => file.type === "chunk");
  const [script] = chunks;
  if (script?.map === undefined || script.map === null || chunks.length !== 1) {
    throw new Error(
      `the page: expected one script with a source map, found ${chunks.length} scripts`,
    );
  }
  await writeFile(join(folder, SCRIPT), script.code);
  const { code, map } = script;
  return {
    code,
    map,
    path: resolve(config.root ?? ".", config.build?.outDir ?? ".", script.fileName),
  };
}
