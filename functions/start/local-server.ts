/**
 * The functions behind serverless-offline's HTTP server.
 *
 * `serverless offline start` does more than that. It also opens a second port, on which any web page can invoke
 * any function, and it cannot be configured not to. This uses the same parts but starts only the HTTP server, after
 * adding the guard. It needs neither osls nor serverless.yml when it runs: the build reads that file.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ServerlessOffline from "serverless-offline";
import { guard } from "./guard.ts";
import type { LocalService } from "./local-service.ts";

/** Set by the build. */
declare const BUILD_LOCAL_SERVICE: LocalService;

/** serverless-offline drops idle functions after this time. Each keeps its last event, with up to 10 MB of body. */
const DROP_FUNCTIONS_EVERY_MS = 60_000;
/** Where the handlers are: the bundle is `dist/start/server.mjs`. */
const ROOT = join(fileURLToPath(import.meta.url), "../../..");

interface ServeOptions {
  readonly host: string;
  readonly port: string;
  /** serverless-offline sets it as AWS_REGION, whatever the environment has. */
  readonly region: string;
  /** Called once the server accepts connections. */
  readonly ready: () => void;
}

/** Serves until a signal. */
export async function serve({ host, port, region, ready }: ServeOptions): Promise<void> {
  const stopped = stopSignal();
  const offline = new ServerlessOffline(serverless(region), { host, httpPort: port }, {});
  const parts = offline.internals();
  parts.mergeOptions();
  const { lambdas, httpApiEvents } = parts.getEvents();
  // `true` means: create it, and do not start it.
  await parts.createLambda(lambdas, true);
  await parts.createHttp(httpApiEvents, true);
  const server = parts.getApiGatewayServer();
  guard(server);
  await server.start();
  ready();
  const dropFunctions = offline.hooks["offline:functionsUpdated:cleanup"];
  setInterval(() => void dropFunctions?.(), DROP_FUNCTIONS_EVERY_MS).unref();
  await stopped;
  await offline.end();
}

/** What serverless-offline reads of osls. */
function serverless(region: string) {
  const { functions, provider, ...service } = BUILD_LOCAL_SERVICE;
  return {
    service: {
      ...service,
      provider: { ...provider, region },
      functions,
      getAllFunctions: () => Object.keys(functions),
      getFunction: (name: string) => functions[name],
      getAllEventsInFunction: (name: string) => functions[name]?.events,
    },
    serviceDir: ROOT,
    config: { servicePath: ROOT, serverlessPath: "" },
  };
}

/** Keeps the handlers, because a second signal, as after Ctrl-C in a terminal, must not interrupt the stop. */
async function stopSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => resolve());
  });
}
