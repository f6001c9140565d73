/**
 * Bundles each function into `dist/<name>/`, the commands into `dist/commands/`, the local server into `dist/start/`
 * and the cache into `dist/cache/`; with the argument `commands`, only the commands. functions/build/if-changed.cjs
 * runs it. The bundles of functions are minified CommonJS, because Lambda takes 25 to 30 ms longer to load an ES
 * module. The renderer, each Chinese, Japanese and Korean font, the workers of threads, the reader of PDFs and the
 * AWS SDK are separate files next to the bundle that uses them, and are loaded only when they are needed.
 *
 * A running service must survive a build. So a build never removes a published file from `dist`, and replaces a file
 * by one rename, only if its bytes changed. A process that finds a newer renderer or worker refuses it by its build
 * id (lib/report/lazy-renderer.ts, lib/service/task-worker.ts). File names with a hash would work too, but then old
 * files would have to be removed later, and would be packaged until then.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { basename, relative } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { FONT_LOADERS, PDFKIT_ALIAS, PDFKIT_COMMONJS_DEFINE } from "../lib/report/pdfkit-alias.ts";
import { CACHE_PACKAGE, cacheDeclarations } from "./build/cache-package.ts";
import { licences, packagesOf } from "./build/licences.ts";
import { localServerFiles, localServerOptions } from "./build/local-server.ts";
import { publish, publishAlone, removeLeftovers, type Built } from "./build/publish.ts";
import { packageVersion } from "./package-version.ts";

const RENDERER = "lib/report/render.ts";
const WORKER = "lib/service/task-worker.ts";
const VERIFIER = "lib/service/verify/verify-worker.ts";
const PDF_READER = "lib/service/verify/pdf-reader.ts";
const SDK = "lib/store/s3/sdk.ts";
const EAST_ASIAN_FONTS = ["chinese", "japanese", "korean"];

const shared = {
  bundle: true,
  write: false,
  metafile: true,
  outdir: "dist",
  platform: "node",
  target: "node20.19",
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  minify: true,
  keepNames: true,
  legalComments: "none",
  logLevel: "warning",
} as const satisfies BuildOptions;

/** Keeps `import("./<name>.ts")` as an import of the separate bundle `<file>.cjs` at run time. */
function apart(filter: RegExp, file: (name: string) => string): Plugin {
  return {
    name: "apart",
    setup(bundle) {
      bundle.onResolve({ filter }, ({ path }) => ({
        path: `./${file(basename(path, ".ts"))}.cjs`,
        external: true,
      }));
    },
  };
}

const rendererApart = apart(/\/render\.ts$/, () => "renderer");
const sdkApart = apart(/\/sdk\.ts$/, () => "aws-sdk");
const scriptsApart = apart(/\/page-scripts\.ts$/, (name) => name);
const readerApart = apart(/\/pdf-reader\.ts$/, (name) => name);
const fontsApart = apart(new RegExp(`/(?:${EAST_ASIAN_FONTS.join("|")})\\.ts$`), (name) => name);

/** The commit that is built, or "unknown" outside a checkout. */
function gitSha(): string {
  try {
    const git = ["rev-parse", "HEAD"];
    return execFileSync("git", git, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "unknown";
  }
}

/**
 * A file that is loaded only when it is needed. It exports the hash of its contents as its build id, so that the
 * code that loads it can refuse another build.
 */
async function bundleApart(member: string, options: BuildOptions) {
  const contents = await bundleOne({ loader: FONT_LOADERS, ...options });
  const hash = hashOf(contents);
  const exported = Buffer.from(`module.exports.${member}=${JSON.stringify(hash)};\n`);
  return { hash, contents: Buffer.concat([contents, exported]) };
}

/** The folders of the packages in what was built. */
const bundled: string[] = [];

async function bundleOne(options: BuildOptions): Promise<Uint8Array> {
  const { outputFiles = [], metafile } = await build({ ...shared, ...options });
  bundled.push(...packagesOf(Object.keys(metafile?.inputs ?? {})));
  const [file] = outputFiles;
  if (file === undefined) throw new Error("expected a bundle, found no file");
  return file.contents;
}

function hashOf(contents: Uint8Array): string {
  return createHash("sha256").update(contents).digest("hex");
}

/** The renderer and its fonts, by their names, in the order in which they are published. */
async function bundlesApart() {
  const fonts = await Promise.all(
    EAST_ASIAN_FONTS.map(async (name) => {
      const entryPoints = [`lib/report/fonts/${name}.ts`];
      const { hash, contents } = await bundleApart("FONT_BUILD", { entryPoints });
      return { name, hash, contents };
    }),
  );
  const builds = Object.fromEntries(fonts.map(({ name, hash }) => [name, hash]));
  const renderer = await bundleApart("RENDERER_BUILD", {
    entryPoints: [RENDERER],
    alias: { ...PDFKIT_ALIAS },
    define: { ...PDFKIT_COMMONJS_DEFINE, FONT_BUILDS: JSON.stringify(builds) },
    plugins: [fontsApart],
  });
  return { rendererBuild: renderer.hash, renderer, fonts, fontBuilds: builds };
}

/**
 * The scripts of threads. Their build id also covers the renderer. It is the hash of the bundle without an id,
 * because a hash cannot be part of its own input.
 */
async function bundleWorker(script: string, rendererBuild: string) {
  const withId = async (id: string) =>
    await bundleOne({
      entryPoints: [script],
      plugins: [rendererApart, readerApart],
      define: {
        RENDERER_BUILD: JSON.stringify(rendererBuild),
        BUILD_ID: JSON.stringify(id),
        VERIFIER_BUILD: JSON.stringify(id),
      },
    });
  const id = hashOf(await withId(""));
  return { id, contents: await withId(id) };
}

/** The reader of PDFs for `verify`: pdf.js, which nothing else loads. */
async function bundlePdfReader(): Promise<Uint8Array> {
  return await bundleOne({
    entryPoints: [PDF_READER],
    // Without an address of its own, pdf.js does not look for a package that draws.
    define: { "import.meta.url": '""' },
    // It warns of what Node lacks for drawing, whenever it is loaded.
    drop: ["console"],
  });
}

/**
 * What the service uses of the AWS SDK. Its sources as ES modules, unlike those that Node would load, leave out
 * the rest. Without the names of functions, it loads a quarter faster.
 */
async function bundleSdk(): Promise<Uint8Array> {
  return await bundleOne({
    entryPoints: [SDK],
    mainFields: ["module", "main"],
    keepNames: false,
    define: SDK_DEFINE,
  });
}

/** The description of the API, which only the functions contain. */
async function apiDescription(): Promise<string> {
  const { openApiDocument } = await import("../lib/openapi/document.ts");
  return JSON.stringify(JSON.stringify(openApiDocument(packageVersion())));
}

/**
 * The console's page, which its function contains too. As separate files, those of older builds would have to be
 * removed later, and would be packaged until then. The large scripts are a file of their own.
 */
async function page() {
  const { buildPage } = await import("./build-page.ts");
  const { files, largeFiles, scripts, modules } = await buildPage();
  bundled.push(...packagesOf(modules));
  return {
    BUILD_PAGE: JSON.stringify(files),
    BUILD_LARGE_FILES: JSON.stringify(largeFiles),
    scripts: await bundleOne({
      entryPoints: ["functions/console/page-scripts.ts"],
      define: { BUILD_SCRIPTS: JSON.stringify(scripts) },
    }),
  };
}

/** The SDK would log a warning on Node 20 about its next versions; this version is pinned. */
const SDK_DEFINE = {
  "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": JSON.stringify("true"),
};

/** The executable and what it loads. */
async function publishCommands(define: Readonly<Record<string, string>>): Promise<void> {
  const bundles = await bundlesOf({
    entryPoints: { "commands/main": "lib/commands/main.ts" },
    plugins: [rendererApart, readerApart, sdkApart],
    define: { BUILD_VERSION: JSON.stringify(packageVersion()), ...define },
  });
  for (const [path, contents] of bundles) publish(path, contents);
}

async function publishHandlers(define: Readonly<Record<string, string>>): Promise<void> {
  const bundles = await bundlesOf({
    entryPoints: { ...HANDLERS },
    plugins: [rendererApart, readerApart, sdkApart, fontsApart, scriptsApart],
    define: {
      BUILD_VERSION: JSON.stringify(packageVersion()),
      BUILD_GIT_SHA: JSON.stringify(gitSha()),
      ...define,
    },
  });
  for (const [path, contents] of bundles) publish(path, contents);
}

async function bundlesOf({ define, ...options }: BuildOptions): Promise<Built[]> {
  const { outputFiles = [], metafile } = await build({
    ...shared,
    ...options,
    define: { ...SDK_DEFINE, ...define },
  });
  bundled.push(...packagesOf(Object.keys(metafile?.inputs ?? {})));
  return outputFiles.map(({ path, contents }) => [relative(process.cwd(), path), contents]);
}

const FUNCTIONS = ["report", "demo", "health", "console"];
/** The names are the paths below `dist`, without `.cjs`. */
const HANDLERS = Object.fromEntries(
  FUNCTIONS.map((name) => [`${name}/handler`, `functions/${name}/handler.ts`]),
);

mkdirSync("dist", { recursive: true });
removeLeftovers();
const commandsOnly = process.argv[2] === "commands";
const { rendererBuild, renderer, fonts, fontBuilds } = await bundlesApart();
for (const sets of commandsOnly ? ["commands"] : ["commands", "report", "console"]) {
  for (const { name, contents } of fonts) publish(`dist/${sets}/${name}.cjs`, contents);
}
for (const renders of commandsOnly ? ["commands"] : ["commands", "report"]) {
  publish(`dist/${renders}/renderer.cjs`, renderer.contents);
}
publish("dist/commands/pdf-reader.cjs", await bundlePdfReader());
const sdk = await bundleSdk();
for (const stores of commandsOnly ? ["commands"] : ["commands", "report", "demo"]) {
  publish(`dist/${stores}/aws-sdk.cjs`, sdk);
}
const verifier = await bundleWorker(VERIFIER, rendererBuild);
publish("dist/commands/verifier.cjs", verifier.contents);
const RENDERER_BUILD = JSON.stringify(rendererBuild);
const VERIFIER_BUILD = JSON.stringify(verifier.id);
const worker = await bundleWorker(WORKER, rendererBuild);
for (const threaded of commandsOnly ? ["commands"] : ["commands", "report", "demo"]) {
  publish(`dist/${threaded}/worker.cjs`, worker.contents);
}
const BUILD_ID = JSON.stringify(worker.id);
await publishCommands({ RENDERER_BUILD, VERIFIER_BUILD, BUILD_ID });
if (!commandsOnly) {
  const [BUILD_API_DESCRIPTION, { scripts, ...ofPage }] = await Promise.all([
    apiDescription(),
    page(),
  ]);
  publish("dist/console/page-scripts.cjs", scripts);
  const FONT_BUILDS = JSON.stringify(fontBuilds);
  await publishHandlers({
    RENDERER_BUILD,
    FONT_BUILDS,
    BUILD_ID,
    BUILD_API_DESCRIPTION,
    ...ofPage,
  });
  const server = [...(await bundlesOf(localServerOptions())), ...localServerFiles()];
  for (const [path, contents] of server) publish(path, contents);
  publishAlone("dist/cache", [...(await bundlesOf(CACHE_PACKAGE)), ...cacheDeclarations()]);
  publish("dist/licences.txt", Buffer.from(licences(bundled)));
}
