import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { addConsoleRoutes } from "../../lib/http/console-routes.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import type { PageFile } from "../../lib/http/console-routes.ts";
import { linkOrigin } from "../../lib/store/s3/origin.ts";

/** Set by the build, which makes it of lib/openapi: neither the schemas nor their converter run here. */
declare const BUILD_API_DESCRIPTION: string;
/** Set by the build, which makes it of functions/console/page. */
declare const BUILD_PAGE: readonly PageFile[];

const config = readConfig(process.env);
const { deployed, allowedOrigins, authorized, reports } = config;
const log = createLog(config.logLevel);

const app = createApp({ ...config, log });
addConsoleRoutes(app, {
  description: BUILD_API_DESCRIPTION,
  page: {
    files: BUILD_PAGE,
    // Only deployed does anything redirect.
    redirectsTo: deployed ? linkOrigin(reports) : undefined,
    authorized,
  },
});

export const handler = lambdaHandler(app, { deployed, allowedOrigins, log });
