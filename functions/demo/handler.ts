import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { addDemoRoutes } from "../../lib/http/demo-routes.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import { caseTasks } from "../../lib/service/task-threads.ts";
import { openCases } from "../../lib/store/open-cases.ts";
import { lastSegmentOf } from "../../lib/store/place.ts";

const config = readConfig(process.env);
const { deployed, allowedOrigins, mode } = config;
const log = createLog(config.logLevel);

const app = createApp({ ...config, log });
addDemoRoutes(app, {
  source: openCases(config.cases),
  tasks: caseTasks(),
  log,
  mode,
  artifactRoot: lastSegmentOf(config.cases),
});

export const handler = lambdaHandler(app, { deployed, allowedOrigins, log });
