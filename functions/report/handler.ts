import { Cache } from "../../lib/cache/index.ts";
import { Cases } from "../../lib/case/cases.ts";
import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { addReportListRoute, openCaseList } from "../../lib/http/case-lists.ts";
import { cacheLog } from "../../lib/telemetry/cache-events.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import { createMeter, toAll } from "../../lib/telemetry/metrics.ts";
import { addReportRoutes } from "../../lib/http/report-routes.ts";
import { storeLog } from "../../lib/telemetry/store-log.ts";
import { memoizeUntilSuccess } from "../../lib/memoize-until-success.ts";
import { REPORT_LAYOUT, ReportService, WAIT_PERMITS } from "../../lib/service/report-service.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { caseTasks } from "../../lib/service/task-threads.ts";
import { openCases } from "../../lib/store/open-cases.ts";
import { openStore } from "../../lib/store/open-store.ts";
import { namelessProcess } from "../../lib/store/process-identity.ts";

const config = readConfig(process.env);
const { deployed, authorized, allowedOrigins, waitConcurrency } = config;
const log = createLog(config.logLevel);
const meter = createMeter(config);
const tasks = caseTasks(config.renderConcurrency);
const source = openCases(config.cases);
const cases = new Cases(source, REPORT_VERSION, tasks.digest);
const keyOf = async (caseId: string) => await cases.current(caseId);
const list = openCaseList({ source, tasks, keyOf, log });

const openService = memoizeUntilSuccess(async () => {
  const { store, sign } = await openStore(config.reports, storeLog(log));
  const cache = new Cache({
    store,
    layout: REPORT_LAYOUT,
    leaseMs: config.claimLeaseMs,
    concurrency: config.renderConcurrency,
    ...(deployed ? { runtime: { process: namelessProcess() } } : {}),
    ...(waitConcurrency === undefined
      ? {}
      : { waiting: { prefix: WAIT_PERMITS, concurrency: waitConcurrency, removeOld: !deployed } }),
    observe: toAll(cacheLog(log), meter.observe),
  });
  return new ReportService({ cases, cache, ...tasks, ...(sign && { sign }) });
});

const app = createApp({ ...config, log });
addReportListRoute(app, { list, log });
addReportRoutes(app, openService, { deployed, authorized });

export const handler = lambdaHandler(app, {
  deployed,
  allowedOrigins,
  log,
  beforeEnd: meter.publish,
});
