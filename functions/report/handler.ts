import { Cache } from "../../lib/cache/index.ts";
import { Cases } from "../../lib/case/cases.ts";
import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { cacheLog } from "../../lib/telemetry/cache-events.ts";
import { lambdaHandler, localHandler } from "../../lib/http/lambda.ts";
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

/** Reports in memory: eight of the largest cases, or hundreds of others. */
const MEMORY_BYTES = 64 * 1024 * 1024;

const config = readConfig(process.env);
const { deployed, authorized, allowedOrigins, waitConcurrency } = config;
const log = createLog(config.logLevel);
const meter = createMeter(config);
const tasks = caseTasks(config.renderConcurrency);
const cases = new Cases(openCases(config.cases), REPORT_VERSION, tasks.digest);

const openService = memoizeUntilSuccess(async () => {
  const { store, sign } = await openStore(config.reports, storeLog(log));
  const cache = new Cache({
    store,
    layout: REPORT_LAYOUT,
    leaseMs: config.claimLeaseMs,
    concurrency: config.renderConcurrency,
    memoryBytes: MEMORY_BYTES,
    ...(deployed ? { runtime: { process: namelessProcess() } } : {}),
    ...(waitConcurrency === undefined
      ? {}
      : { waiting: { prefix: WAIT_PERMITS, concurrency: waitConcurrency, removeOld: !deployed } }),
    observe: toAll(cacheLog(log), meter.observe),
  });
  return new ReportService({ cases, cache, ...tasks, ...(sign && { sign }) });
});

const app = createApp({ ...config, log });
addReportRoutes(app, openService, { deployed, authorized });

const options = { deployed, allowedOrigins, log, beforeEnd: meter.publish };

export const handler = lambdaHandler(app, options);

/** For functions/start/local-server.cjs. */
export const local = localHandler(app, options);
