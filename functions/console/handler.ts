import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { addConsoleRoutes } from "../../lib/http/console-routes.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/http/log.ts";

/** Set by the build, which makes it of lib/http/openapi: neither the schemas nor their converter run here. */
declare const BUILD_API_DESCRIPTION: string;

const config = readConfig(process.env);
const { deployed, allowedOrigins } = config;
const log = createLog(config.logLevel);

const app = createApp({ allowedOrigins, log, deployed });
addConsoleRoutes(app, { description: BUILD_API_DESCRIPTION });

export const handler = lambdaHandler(app, { deployed, allowedOrigins, log });
