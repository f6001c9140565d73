/**
 * Bundles each function into `dist/<name>/` and the commands into `dist/commands/`; with `commands` as
 * argument, the commands alone. Minified CommonJS, because an ES module bundle takes Lambda 25 to 30 ms
 * longer to load. The renderer and the worker of threads are files of their own beside the functions that use
 * them, loaded only when they are needed.
 *
 * A running service must survive a build. So nothing in `dist` is ever removed, and a file is replaced by one
 * rename, if its bytes changed at all. A process that finds a newer renderer or worker refuses it by its build
 * id (lib/report/lazy-renderer.ts, lib/service/task-worker.ts). A hash in the file's name would do too, but
 * then old files would have to be removed some time, and until then would be packaged.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { PDFKIT_ALIAS, PDFKIT_COMMONJS_DEFINE } from "../lib/report/pdfkit-alias.ts";
import { packageVersion } from "./package-version.ts";

const RENDERER = "lib/report/render.ts";
const WORKER = "lib/service/task-worker.ts";

const shared = {
  bundle: true,
  write: false,
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

/** Leaves `import("./render.ts")` to run time, when it finds the renderer's own bundle. */
const rendererApart: Plugin = {
  name: "renderer-apart",
  setup(bundle) {
    bundle.onResolve({ filter: /\/render\.ts$/ }, () => ({
      path: "./renderer.cjs",
      external: true,
    }));
  },
};

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

/** Puts a file where a running process may be about to load it: it finds the old one or the new one. */
function publish(path: string, contents: Uint8Array): void {
  if (contentsOf(path)?.equals(contents) === true) return;
  mkdirSync(dirname(path), { recursive: true });
  // Not beside it, where it could be packaged.
  const scratch = `dist/.${basename(path)}.${process.pid}`;
  writeFileSync(scratch, contents, { flush: true });
  renameSync(scratch, path);
}

function contentsOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The renderer's bundle, which exports its own hash as its build. */
async function bundleRenderer() {
  const contents = await bundleOne({
    entryPoints: [RENDERER],
    alias: { ...PDFKIT_ALIAS },
    define: { ...PDFKIT_COMMONJS_DEFINE },
    loader: { ".ttf": "binary" },
  });
  const hash = hashOf(contents);
  const tell = Buffer.from(`module.exports.RENDERER_BUILD=${JSON.stringify(hash)};\n`);
  return { hash, contents: Buffer.concat([contents, tell]) };
}

/**
 * What runs in threads. Its build id covers the renderer, too, and is made of the bundle without an id: a
 * hash cannot be part of what it is made of.
 */
async function bundleWorker(rendererHash: string) {
  const define = { RENDERER_BUILD: JSON.stringify(rendererHash) };
  const withId = async (id: string) =>
    await bundleOne({
      entryPoints: [WORKER],
      plugins: [rendererApart],
      define: { ...define, BUILD_ID: JSON.stringify(id) },
    });
  const id = hashOf(await withId(""));
  return { id, contents: await withId(id) };
}

async function bundleOne(options: BuildOptions): Promise<Uint8Array> {
  const { outputFiles = [] } = await build({ ...shared, ...options });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("expected a bundle, found no file");
  return file.contents;
}

function hashOf(contents: Uint8Array): string {
  return createHash("sha256").update(contents).digest("hex");
}

/** The description of the API, which only the functions hold. */
async function apiDescription(): Promise<string> {
  const { openApiDocument } = await import("../lib/http/openapi/document.ts");
  return JSON.stringify(JSON.stringify(openApiDocument(packageVersion())));
}

/**
 * The console's page, which its function holds too: as files beside it, those of older builds had to be
 * removed some time, and until then would be packaged.
 */
async function page(): Promise<string> {
  const { buildPage } = await import("./build-page.ts");
  return JSON.stringify(await buildPage());
}

/** The SDK would tell every user of Node 20 to upgrade for its next versions; this one is pinned. */
const SDK_DEFINE = {
  "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": JSON.stringify("true"),
};

/** Bundles entry points, by what each becomes below `dist`, but for the `.cjs`. */
async function bundleAll(
  entryPoints: Readonly<Record<string, string>>,
  define: Readonly<Record<string, string>>,
) {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: { ...entryPoints },
    plugins: [rendererApart],
    define: {
      ...SDK_DEFINE,
      BUILD_VERSION: JSON.stringify(packageVersion()),
      BUILD_GIT_SHA: JSON.stringify(gitSha()),
      ...define,
    },
  });
  for (const { path, contents } of outputFiles) publish(path, contents);
}

const FUNCTIONS = ["report", "demo", "health", "console"];
const HANDLERS = FUNCTIONS.map((name) => [`${name}/handler`, `functions/${name}/handler.ts`]);
const COMMANDS = { "commands/main": "lib/commands/main.ts" };

const commandsOnly = process.argv[2] === "commands";
const renderer = await bundleRenderer();
for (const renders of commandsOnly ? ["commands"] : ["commands", "report"]) {
  publish(`dist/${renders}/renderer.cjs`, renderer.contents);
}
const RENDERER_BUILD = JSON.stringify(renderer.hash);
if (commandsOnly) {
  await bundleAll(COMMANDS, { RENDERER_BUILD });
} else {
  const worker = await bundleWorker(renderer.hash);
  for (const threaded of ["report", "demo"]) {
    publish(`dist/${threaded}/worker.cjs`, worker.contents);
  }
  const [BUILD_API_DESCRIPTION, BUILD_PAGE] = await Promise.all([apiDescription(), page()]);
  const all = { ...COMMANDS, ...Object.fromEntries(HANDLERS) };
  const BUILD_ID = JSON.stringify(worker.id);
  await bundleAll(all, { RENDERER_BUILD, BUILD_ID, BUILD_API_DESCRIPTION, BUILD_PAGE });
}
