import { mkdir, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { build, type InlineConfig, type Rolldown } from "vite";
import { inProduction } from "../../../functions/build-page.ts";
import config from "../../../functions/console/page/vite.config.ts";

/** Name of the page's first script in the folder of coverage: that of a part in the page's configuration. */
export const ENTRY = "index.js";

/** A script of the page, not minified: a minified branch cannot be mapped to one in the sources. */
export interface ReadableScript {
  readonly name: string;
  readonly code: string;
  readonly map: { version: number; names: string[]; sources: string[]; mappings: string };
  /** Where it would be written: its map names the sources relative to this. */
  readonly path: string;
}

const parts = config.build?.rolldownOptions?.output;

const READABLE: InlineConfig = {
  ...config,
  configFile: false,
  logLevel: "warn",
  // Minified as in the service, which sends the workers, with their policies.
  worker: { ...config.worker, rolldownOptions: { output: { minify: true } } },
  build: {
    ...config.build,
    write: false,
    minify: false,
    sourcemap: "hidden",
    rolldownOptions: {
      ...config.build?.rolldownOptions,
      output: {
        // The parts of the page as they are.
        ...(Array.isArray(parts) ? {} : parts),
        // Unused, because the first script is a part. Another name, which leaves `ENTRY` to that part.
        entryFileNames: "assets/first.js",
        chunkFileNames: "assets/[name].js",
      },
    },
  },
};

const SENT_BY_SERVICE = /worker-|\.map$|\.html$|\.br$/;
const OWN = "functions/console/page/";

/** Builds the page with source maps, and puts its files into `folder`. Returns the scripts that have code of the page. */
export async function buildReadablePage(folder: string): Promise<ReadableScript[]> {
  const output = await inProduction(async () => await build(READABLE));
  if (Array.isArray(output) || !("output" in output))
    throw new Error("the page: expected one build");
  await mkdir(folder, { recursive: true });
  for (const file of output.output.filter(({ fileName }) => !SENT_BY_SERVICE.test(fileName))) {
    await writeFile(
      join(folder, basename(file.fileName)),
      file.type === "chunk" ? file.code : file.source,
    );
  }
  return output.output.flatMap((file) => (file.type === "chunk" ? measured(file) : []));
}

function measured({ fileName, code, map, moduleIds }: Rolldown.OutputChunk): ReadableScript[] {
  if (!moduleIds.some((id) => id.startsWith(resolve(OWN)))) return [];
  if (map === null) throw new Error(`${fileName}: expected a source map`);
  const path = resolve(config.root ?? ".", config.build?.outDir ?? ".", fileName);
  return [{ name: basename(fileName), code, map, path }];
}
