import { Cache } from "../../lib/cache/index.ts";
import { Cases } from "../../lib/case/cases.ts";
import { KeyMemory } from "../../lib/case/key-memory.ts";
import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { addReportListRoute, openCaseList } from "../../lib/http/case-lists.ts";
import { cacheLog } from "../../lib/telemetry/cache-events.ts";
import { lambdaHandler, localHandler } from "../../lib/http/lambda.ts";
import { keyMemoryLog } from "../../lib/telemetry/key-memory-log.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import { createMeter, toAll } from "../../lib/telemetry/metrics.ts";
import { addReportRoutes } from "../../lib/http/report-routes.ts";
import { reportIndexLog } from "../../lib/telemetry/report-index-log.ts";
import { storeLog } from "../../lib/telemetry/store-log.ts";
import { memoizeUntilSuccess } from "../../lib/memoize-until-success.ts";
import { ReportIndex } from "../../lib/service/report-index.ts";
import { REPORT_LAYOUT, ReportService, WAIT_PERMITS } from "../../lib/service/report-service.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { caseTasks } from "../../lib/service/task-threads.ts";
import { openCases } from "../../lib/store/open-cases.ts";
import { openListing } from "../../lib/store/open-listing.ts";
import { openStore } from "../../lib/store/open-store.ts";
import { namelessProcess } from "../../lib/store/process-identity.ts";

declare const BUILD_GIT_SHA: string;
/** The hash of the code that hashes cases; sources that run as they are have none. */
declare const BUILD_ID: string | undefined;
/** Reports in memory: eight of the largest cases, or hundreds of others. */
const MEMORY_BYTES = 64 * 1024 * 1024;
/** Deployed, a report that was served is kept as base64 too, which takes 4/3 of its bytes. */
const WITH_BASE64 = 1 + 4 / 3;

const config = readConfig(process.env);
const { deployed, authorized, allowedOrigins, waitConcurrency } = config;
const log = createLog(config.logLevel);
const meter = createMeter(config);
const tasks = caseTasks(config.renderConcurrency);
const openReports = memoizeUntilSuccess(async () => await openStore(config.reports, storeLog(log)));
const memory =
  typeof BUILD_ID === "undefined"
    ? undefined
    : new KeyMemory({
        store: async () => (await openReports()).store,
        build: [BUILD_GIT_SHA, BUILD_ID, REPORT_VERSION].join(" "),
        observe: keyMemoryLog(log),
      });
const source = openCases(config.cases);
const cases = new Cases(source, REPORT_VERSION, tasks.digest, memory);
const keyOf = async (caseId: string) => await cases.currentKey(caseId);
const listReports = openListing(config.reports);
const list = openCaseList({ source, tasks, cases, keyOf, listReports, log });

const openService = memoizeUntilSuccess(async () => {
  const { store, sign } = await openReports();
  const cache = new Cache({
    store,
    layout: REPORT_LAYOUT,
    leaseMs: config.claimLeaseMs,
    concurrency: config.renderConcurrency,
    memoryBytes: deployed ? Math.floor(MEMORY_BYTES / WITH_BASE64) : MEMORY_BYTES,
    ...(deployed ? { runtime: { process: namelessProcess() } } : {}),
    ...(waitConcurrency === undefined
      ? {}
      : { waiting: { prefix: WAIT_PERMITS, concurrency: waitConcurrency, removeOld: !deployed } }),
    observe: toAll(cacheLog(log), meter.observe),
  });
  const index = new ReportIndex({ store, observe: reportIndexLog(log) });
  return new ReportService({ cases, cache, index, ...tasks, ...(sign && { sign }) });
});

const app = createApp({ ...config, log });
addReportListRoute(app, { list, log });
addReportRoutes(app, openService, { deployed, authorized });

const options = { deployed, allowedOrigins, log, beforeEnd: meter.publish };

export const handler = lambdaHandler(app, options);

/** For the local server (functions/start/local-service.ts). */
export const local = localHandler(app, options);
