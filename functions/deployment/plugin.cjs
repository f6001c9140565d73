"use strict";
/**
 * What serverless.yml cannot express: parameters are validated before they are used, and if a stage requires
 * authentication, every route does. This plugin protects all routes at once, so that a route added later to
 * serverless.yml cannot stay open by mistake.
 *
 * Everything happens when a stage is packaged. On a laptop (`npm start`, `serverless invoke local`) the
 * functions and their routes stay as serverless.yml has them.
 */
const { PARAMETERS, faultsOf, settingsOf } = require("./settings.cjs");

const METHOD_AND_PATH = /^(\S+) (\S+)$/;
/** Receives what no other route matches. It needs a separate OPTIONS route, because it has no method itself. */
const DEFAULT_ROUTE = "*";
const ANY_PATH = "/{proxy+}";

class Deployment {
  constructor(serverless, options) {
    this.serverless = serverless;
    this.unknown = unknownParameters(options);
    this.configurationVariablesSources = {
      deployment: { resolve: async (request) => await this.resolve(request) },
    };
    this.hooks = { "before:package:initialize": async () => await this.prepare() };
  }

  /** `${deployment:<name>}`, any member of what settings.cjs makes of the parameters. */
  async resolve({ address, resolveVariable }) {
    if (this.settings === undefined) {
      this.settings = this.readSettings(resolveVariable);
    } else if (await this.isRefused()) {
      // One error ends the run. osls would print it again for every place that uses a setting.
      return { value: "" };
    }
    const settings = await this.settings;
    if (!Object.hasOwn(settings, address)) throw new Error(`There is no deployment:${address}.`);
    return { value: settings[address] };
  }

  async readSettings(resolveVariable) {
    const given = {};
    for (const name of PARAMETERS) given[name] = String(await resolveVariable(`param:${name}`));
    const faults = [...this.unknown, ...faultsOf(given)];
    if (faults.length === 0) return settingsOf(given);
    const message = `The stage's parameters are not usable.\n  ${faults.join("\n  ")}`;
    throw new this.serverless.classes.Error(message, "UNUSABLE_PARAMETERS");
  }

  async isRefused() {
    return await this.settings.then(
      () => false,
      () => true,
    );
  }

  async prepare() {
    const { auth, authorizers, console: hasConsole } = await this.settings;
    const { service } = this.serverless;
    if (!hasConsole) removeFunction(service, "console", "Console");
    if (auth === "none") return;
    service.provider.httpApi = { ...service.provider.httpApi, authorizers };
    const authorizer = auth === "iam" ? { type: "aws_iam" } : { name: auth };
    for (const deployed of Object.values(service.functions)) {
      deployed.events = closed(deployed.events, authorizer);
    }
  }
}

/** Removes a function with its role and its entries in `resources`. */
function removeFunction({ functions, resources }, name, logicalName) {
  delete functions[name];
  delete resources.Resources[`${logicalName}Role`];
  delete resources.extensions[`${logicalName}LambdaFunction`];
}

/**
 * A function's events with the authorizer on each route, and for each path an OPTIONS route without it: a browser
 * sends its preflight without credentials, and the service answers it.
 */
function closed(events, authorizer) {
  const routes = events.filter(({ httpApi }) => httpApi !== undefined).map(routeOf);
  const preflights = new Set(routes.map(({ path }) => (path === DEFAULT_ROUTE ? ANY_PATH : path)));
  return [
    ...events.filter(({ httpApi }) => httpApi === undefined),
    ...routes.map((route) => ({ httpApi: { ...route, authorizer } })),
    ...[...preflights].map((path) => ({ httpApi: { method: "OPTIONS", path } })),
  ];
}

function routeOf({ httpApi }) {
  if (typeof httpApi !== "string") return httpApi;
  const [, method, path] = METHOD_AND_PATH.exec(httpApi) ?? [];
  return path === undefined ? { path: httpApi } : { method, path };
}

/** osls ignores a parameter that is never used, such as a misspelt one. */
function unknownParameters({ param = [] }) {
  return param
    .map((assignment) => assignment.split("=")[0])
    .filter((name) => !PARAMETERS.includes(name))
    .map((name) => `${name}: unknown parameter (see docs/deploy.md)`);
}

module.exports = Deployment;
