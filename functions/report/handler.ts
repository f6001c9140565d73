import { Cache } from "../../lib/cache/cache.ts";
import { Cases } from "../../lib/case/cases.ts";
import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { cacheLog } from "../../lib/telemetry/cache-log.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import { createMeter, toAll } from "../../lib/telemetry/metrics.ts";
import { addReportRoutes } from "../../lib/http/report-routes.ts";
import { storeLog } from "../../lib/telemetry/store-log.ts";
import { onceDone } from "../../lib/once.ts";
import { REPORT_LAYOUT, ReportService, WAITING_SEATS } from "../../lib/service/report-service.ts";
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
const cases = new Cases(openCases(config.cases), REPORT_VERSION, tasks.digest);

const openService = onceDone(async () => {
  const { store, sign } = await openStore(config.reports, storeLog(log));
  const cache = new Cache({
    store,
    layout: REPORT_LAYOUT,
    leaseMs: config.claimLeaseMs,
    concurrency: config.renderConcurrency,
    ...(deployed ? { owner: namelessProcess() } : {}),
    ...(waitConcurrency === undefined
      ? {}
      : { waiting: { prefix: WAITING_SEATS, concurrency: waitConcurrency } }),
    observe: toAll(cacheLog(log), meter.observe),
  });
  return new ReportService({ cases, cache, ...tasks, ...(sign && { sign }) });
});

const app = createApp({ ...config, log });
addReportRoutes(app, openService, { deployed, authorized });

export const handler = lambdaHandler(app, {
  deployed,
  allowedOrigins,
  log,
  beforeEnd: meter.publish,
});
