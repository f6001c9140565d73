/**
 * The local server, `dist/start/server.mjs`: serverless-offline's HTTP server in one file, so that `clarity start`
 * loads neither osls nor what serverless-offline has for other runtimes, and an installed package needs neither.
 */
import { readFileSync } from "node:fs";
import type { BuildOptions, Plugin } from "esbuild";
import { localService } from "../start/local-service.ts";
import type { Built } from "./publish.ts";

const EVENTS = "node_modules/serverless-offline/src/events/http/templates";
/** serverless-offline reads them when it is loaded, relative to its bundle. */
const TEMPLATES = ["offline-default.req.vm", "offline-default.res.vm"];

/**
 * What no function of this service uses: handlers in TypeScript and zips, other runtimes, and other events. What is
 * replaced has no members, so that a use of it fails.
 */
const UNUSED =
  /^(?:tsx\/(?:cjs|esm)\/api|jszip)$|\/(?:docker|worker-thread|python|java|go|ruby)-runner\/index\.js$|\/events\/(?:alb|schedule|websocket)\/index\.js$/;

const withoutUnused: Plugin = {
  name: "without-unused",
  setup(bundle) {
    bundle.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: "unused" }));
    bundle.onLoad({ filter: /./, namespace: "unused" }, () => ({
      contents: "module.exports = {};",
    }));
  },
};

export function localServerOptions(): BuildOptions {
  return {
    entryPoints: { "start/server": "functions/start/server-process.ts" },
    format: "esm",
    outExtension: { ".js": ".mjs" },
    plugins: [withoutUnused],
    banner: {
      js: 'import { createRequire } from "node:module";const require = createRequire(import.meta.url);',
    },
    define: {
      BUILD_LOCAL_SERVICE: JSON.stringify(localService(readFileSync("serverless.yml", "utf8"))),
    },
  };
}

/** The other files of the local server. */
export function localServerFiles(): Built[] {
  return TEMPLATES.map((name) => [
    `dist/start/templates/${name}`,
    readFileSync(`${EVENTS}/${name}`),
  ]);
}
