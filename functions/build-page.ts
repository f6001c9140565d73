/** Builds the page of the console with the best compression, because it is served far more often than built. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build, type Rolldown } from "vite";
import type { PageFile } from "../lib/http/console-routes.ts";
import config from "./console/page/vite.config.ts";
import type { BuiltPage, LargePageFile } from "./page-files.ts";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
};

const LARGE_FILES: readonly (Omit<LargePageFile, "path"> & { readonly path: RegExp })[] = [
  { name: "page-scripts", path: /^assets\/verifier-worker-.*\.js$/, mediaType: "text/javascript" },
  { name: "page-scripts", path: /^assets\/pdf-reader-.*\.js$/, mediaType: "text/javascript" },
  { name: "chinese", path: /^assets\/chinese\b.*\.br$/, mediaType: "font/ttf" },
  { name: "japanese", path: /^assets\/japanese\b.*\.br$/, mediaType: "font/ttf" },
  { name: "korean", path: /^assets\/korean\b.*\.br$/, mediaType: "font/ttf" },
];

/** @throws Error when the page contains a file type without a media type here, or not every large file */
export async function buildPage(): Promise<BuiltPage> {
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
  const isLarge = ({ fileName }: OutputFile) => LARGE_FILES.some(({ path }) => path.test(fileName));
  const files = await Promise.all(output.output.filter((file) => !isLarge(file)).map(pageFile));
  const large = LARGE_FILES.map((expected) => {
    const file = output.output.find(({ fileName }) => expected.path.test(fileName));
    if (file === undefined) throw new Error(`the page: expected a file ${expected.path.source}`);
    const { name, mediaType } = expected;
    return { described: { name, mediaType, path: `/${file.fileName}` }, file };
  });
  const scripts = large
    .filter(({ described }) => described.name === "page-scripts")
    .map(async ({ described, file }) => {
      const br = await compressed(bytesOf(file));
      return [described.path, br.toString("base64")] as const;
    });
  return {
    files: files.sort((one, other) => (one.path < other.path ? -1 : 1)),
    largeFiles: large.map(({ described }) => described),
    scripts: Object.fromEntries(await Promise.all(scripts)),
    modules: output.output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : [])),
  };
}

/** Sets NODE_ENV, because Vite's output depends on it and the page must be the same wherever it is built. */
export async function inProduction<T>(run: () => Promise<T>): Promise<T> {
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
  const bytes = bytesOf(file);
  const [zipped, br] = await Promise.all([
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
    compressed(bytes),
  ]);
  return {
    path: fileName === "index.html" ? "/" : `/${fileName}`,
    mediaType,
    gzip: zipped.toString("base64"),
    br: br.toString("base64"),
  };
}

function bytesOf(file: OutputFile): Buffer {
  return Buffer.from(file.type === "chunk" ? file.code : file.source);
}

async function compressed(bytes: Buffer): Promise<Buffer> {
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return await promisify(brotliCompress)(bytes, { params });
}
