import { Cases } from "../../lib/case/cases.ts";
import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { openCaseList } from "../../lib/http/case-lists.ts";
import { addDemoRoutes } from "../../lib/http/demo-routes.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import { caseTasks } from "../../lib/service/task-threads.ts";
import { openCases } from "../../lib/store/open-cases.ts";
import { openListing } from "../../lib/store/open-listing.ts";
import { lastSegmentOf } from "../../lib/store/place.ts";

const config = readConfig(process.env);
const { deployed, allowedOrigins, mode } = config;
const log = createLog(config.logLevel);

const source = openCases(config.cases);
const tasks = caseTasks();
const cases = new Cases(source, REPORT_VERSION, tasks.digest);
const keyOf = async (caseId: string) => await cases.current(caseId);
const listReports = openListing(config.reports);
const list = openCaseList({ source, tasks, cases, keyOf, listReports, log });

const app = createApp({ ...config, log });
addDemoRoutes(app, {
  source,
  tasks,
  list,
  log,
  mode,
  artifactRoot: lastSegmentOf(config.cases),
});

export const handler = lambdaHandler(app, { deployed, allowedOrigins, log });
