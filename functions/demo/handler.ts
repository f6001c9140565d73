import { basename, resolve } from "node:path";
import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { addDemoRoutes } from "../../lib/http/demo-routes.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/http/log.ts";
import { CaseFolder } from "../../lib/store/case-folder.ts";

const config = readConfig(process.env);
const { deployed, allowedOrigins, mode } = config;
const log = createLog(config.logLevel);

const app = createApp({ allowedOrigins, log });
addDemoRoutes(app, {
  source: new CaseFolder(config.artifactRoot),
  log,
  mode,
  artifactRoot: basename(resolve(config.artifactRoot)),
});

export const handler = lambdaHandler(app, { deployed, allowedOrigins, log });
