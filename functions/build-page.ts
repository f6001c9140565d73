/** Builds the page of the console with the best compression, because it is served far more often than built. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build, type Rolldown } from "vite";
import type { PageFile } from "../lib/http/console-routes.ts";
import config from "./console/page/vite.config.ts";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
};

/** @throws Error when the page contains a file type without a media type here */
export async function buildPage(): Promise<PageFile[]> {
  const output = await inProduction(
    async () =>
      await build({
        ...config,
        configFile: false,
        logLevel: "warn",
        build: { ...config.build, write: false },
      }),
  );
  if (Array.isArray(output) || !("output" in output))
    throw new Error("the page: expected one build");
  const files = await Promise.all(output.output.map(pageFile));
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Sets NODE_ENV, because Vite's output depends on it and the page must be the same wherever it is built. */
async function inProduction<T>(run: () => Promise<T>): Promise<T> {
  const { NODE_ENV: before } = process.env;
  process.env["NODE_ENV"] = "production";
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

type OutputFile = Rolldown.OutputChunk | Rolldown.OutputAsset;

async function pageFile(file: OutputFile): Promise<PageFile> {
  const { fileName } = file;
  const mediaType = MEDIA_TYPES[fileName.split(".").at(-1) ?? ""];
  if (mediaType === undefined) throw new Error(`${fileName}: expected a known kind of file`);
  const bytes = Buffer.from(file.type === "chunk" ? file.code : file.source);
  const best = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const [zipped, br] = await Promise.all([
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
    promisify(brotliCompress)(bytes, { params: best }),
  ]);
  return {
    path: fileName === "index.html" ? "/" : `/${fileName}`,
    mediaType,
    gzip: zipped.toString("base64"),
    br: br.toString("base64"),
  };
}
