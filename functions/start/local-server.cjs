"use strict";
/**
 * The command `serverless local`, which `npm start` runs: the functions behind serverless-offline's HTTP server.
 *
 * `serverless offline start` does more than that. It also opens a second port, on which any web page can invoke
 * any function, and it cannot be configured not to. This command uses the same parts but starts only the HTTP
 * server, after adding the guard.
 */
const { guard } = require("./guard.cjs");

/** serverless-offline drops idle functions after this time. Each keeps its last event, with up to 10 MB of body. */
const DROP_FUNCTIONS_EVERY_MS = 60_000;

const USE_NPM_START =
  "`serverless offline` opens a second port that gives every case to any web page. Run `npm start` instead.";

class LocalServer {
  constructor(serverless) {
    this.serverless = serverless;
    this.commands = {
      local: {
        usage: "Serves the functions over HTTP. `npm start` runs it.",
        lifecycleEvents: ["serve"],
        options: {
          host: { type: "string", usage: "Address to listen on", required: true },
          httpPort: { type: "string", usage: "Port to listen on", required: true },
        },
      },
    };
    const refuse = () => {
      throw new serverless.classes.Error(USE_NPM_START, "USE_NPM_START");
    };
    this.hooks = {
      "local:serve": async () => await this.serve(),
      "before:offline:start": refuse,
      "before:offline:start:init": refuse,
    };
  }

  async serve() {
    const stopped = stopSignal();
    const offline = this.serverless.pluginManager.plugins.find(isServerlessOffline);
    const parts = offline.internals();
    parts.mergeOptions();
    passBytes(this.serverless.service.functions.report);
    const { lambdas, httpApiEvents } = parts.getEvents();
    // `true` means: create it, and do not start it.
    await parts.createLambda(lambdas, true);
    await parts.createHttp(httpApiEvents, true);
    const server = parts.getApiGatewayServer();
    guard(server);
    await server.start();
    const dropFunctions = offline.hooks["offline:functionsUpdated:cleanup"];
    setInterval(() => void dropFunctions(), DROP_FUNCTIONS_EVERY_MS).unref();
    await stopped;
    await offline.end();
  }
}

/** Runs the variant of a function whose PDFs need not be encoded as base64 and decoded again. */
function passBytes(definition) {
  definition.handler = definition.handler.replace(/\.handler$/, ".local");
}

function isServerlessOffline(plugin) {
  return plugin.constructor.name === "ServerlessOffline";
}

/** Keeps the handlers, because a second signal, as after Ctrl-C in a terminal, must not interrupt the stop. */
async function stopSignal() {
  await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, resolve);
  });
}

module.exports = LocalServer;
