import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { addHealthRoutes } from "../../lib/http/health-routes.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/telemetry/log.ts";

/** Set by the build. */
declare const BUILD_VERSION: string;
declare const BUILD_GIT_SHA: string;

const config = readConfig(process.env);
const { deployed, allowedOrigins } = config;
const log = createLog(config.logLevel);

/** Also the default route: a path that no other function handles gets its 404 here. */
const app = createApp({ ...config, log });
addHealthRoutes(app, { version: BUILD_VERSION, gitSha: BUILD_GIT_SHA });

export const handler = lambdaHandler(app, { deployed, allowedOrigins, log });
