import { Cache } from "../../cache/index.ts";
import { Cases } from "../../case/cases.ts";
import type { Config } from "../../config.ts";
import { memoizeUntilSuccess } from "../../memoize-until-success.ts";
import { REPORT_VERSION } from "../../report/version.ts";
import { storeManifest } from "../../service/batch/manifest.ts";
import { Pace } from "../../service/batch/pace.ts";
import type { MadeReport } from "../../service/batch/run-batch.ts";
import { ReportIndex } from "../../service/report-index.ts";
import { REPORT_LAYOUT, ReportService } from "../../service/report-service.ts";
import { caseTasks } from "../../service/task-threads.ts";
import type { ArtifactSource } from "../../store/contract.ts";
import { openStore } from "../../store/open-store.ts";
import { indexNoticesTo, noticesTo } from "../cache-notices.ts";
import type { AnswerOptions, Io } from "../io.ts";
import type { BatchReports } from "./carry-out.ts";

/** How long one call waits for another process before it counts as a conflict and is tried again. */
const WAIT_MS = 20_000;

type Report = Awaited<ReturnType<ReportService["generate"]>>;

interface LocalReports extends Omit<BatchReports, "reportOf"> {
  readonly generate: (source: ArtifactSource, caseId: string) => Promise<Report>;
}

/** The reports that this machine makes, of cases of any source. Opens the store only on demand. */
export function localReports(
  config: Config,
  options: AnswerOptions & { readonly concurrency?: number },
  io: Io,
): LocalReports {
  const { concurrency = config.renderConcurrency } = options;
  const open = memoizeUntilSuccess(async () => {
    const { store } = await openStore(config.reports);
    const { claimLeaseMs: leaseMs } = config;
    const observe = noticesTo(io, options);
    const cache = new Cache({ store, layout: REPORT_LAYOUT, leaseMs, concurrency, observe });
    const index = new ReportIndex({ store, observe: indexNoticesTo(io, options) });
    return { store, cache, index, tasks: caseTasks(concurrency) };
  });
  const services = new Map<ArtifactSource, ReportService>();
  const serviceOf = async (source: ArtifactSource) => {
    const { cache, index, tasks } = await open();
    const known = services.get(source);
    if (known !== undefined) return known;
    const cases = new Cases(source, REPORT_VERSION, tasks.digest);
    const service = new ReportService({ cases, cache, index, ...tasks });
    services.set(source, service);
    return service;
  };
  return {
    open,
    generate: async (source, caseId) =>
      await (await serviceOf(source)).generate(caseId, { waitMs: WAIT_MS }),
    // While one case is rendered, another one is read.
    pace: Pace.fixed(concurrency + 1),
    store: async (manifest) => await storeManifest((await open()).store, manifest),
  };
}

export function madeReport({ key, sha256, body, hit }: Report): MadeReport {
  return { key, sha256, bytes: body.length, hit };
}
