import { resolve } from "node:path";
import { Cache } from "../../cache/index.ts";
import { Cases } from "../../case/cases.ts";
import { readConfig, type Config } from "../../config.ts";
import { memoizeUntilSuccess } from "../../memoize-until-success.ts";
import { REPORT_VERSION } from "../../report/version.ts";
import { manifestOf, storeManifest } from "../../service/batch/manifest.ts";
import { Pace } from "../../service/batch/pace.ts";
import { RemoteReports } from "../../service/batch/remote-reports.ts";
import { runBatch, type BatchOptions, type BatchOutcome } from "../../service/batch/run-batch.ts";
import { casesAt } from "../../service/cases-at.ts";
import { REPORT_LAYOUT, ReportService } from "../../service/report-service.ts";
import { caseTasks } from "../../service/task-threads.ts";
import { serviceUrl } from "../../service/verify/service-step.ts";
import { outputFile, type OutputFile } from "../../store/file/output-file.ts";
import { openCases } from "../../store/open-cases.ts";
import { openStore } from "../../store/open-store.ts";
import { EXIT } from "../exit-codes.ts";
import { noticesTo } from "../cache-notices.ts";
import { print, type AnswerOptions, type Io } from "../io.ts";
import { batchAnswer, plannedAnswer } from "./answer.ts";
import { untilInterrupted } from "./interrupt.ts";
import { namedCases } from "./named-cases.ts";
import { batchDisplay } from "./progress.ts";

export interface BatchCommandOptions extends AnswerOptions {
  /** A file that names the cases. */
  readonly manifest?: string;
  /** Where to write the manifest. */
  readonly output?: string;
  /** The URL of a service that makes the reports. */
  readonly against?: string;
  /** How many cases at once. */
  readonly concurrency?: number;
  readonly maxFailures?: number;
  readonly dryRun?: boolean;
}

/** Where the reports come from: this machine, or another service. */
interface Reports {
  readonly caseIds: () => Promise<string[]>;
  /** Opens the store, so that a store that cannot be opened ends the batch before its first case. */
  readonly open?: () => Promise<unknown>;
  readonly reportOf: BatchOptions["reportOf"];
  readonly pace: Pace;
  /** Stores a manifest; absent for another service, whose store this command cannot write to. */
  readonly store?: (manifest: ReturnType<typeof manifestOf>) => Promise<string>;
}

const REMOTE_CONCURRENCY = { first: 4, most: 32 };
/** How long one call waits for another process before it counts as a conflict and is tried again. */
const WAIT_MS = 20_000;

/**
 * Gets or renders the reports of all cases, or of those that a file names.
 *
 * @throws ClarityError of `namedCases`, `outputFile`, `casesAt` and `runBatch`
 */
export async function batch(options: BatchCommandOptions, io: Io): Promise<number> {
  const config = readConfig(io.environment);
  const { output, manifest: list } = options;
  const reports =
    options.against === undefined
      ? reportsHere(config, options, io)
      : reportsOf(options.against, options, config);
  const caseIds = list === undefined ? await reports.caseIds() : await namedCases(io.folder, list);
  if (options.dryRun === true) {
    await print(io, plannedAnswer(caseIds, options.against), options);
    return EXIT.done;
  }
  // Check the output first: without one, there is no need to begin.
  const file =
    output === undefined
      ? undefined
      : { name: output, ...(await outputFile(resolve(io.folder, output))) };
  await reports.open?.();
  const interruption = untilInterrupted();
  try {
    const outcome = await run(caseIds, reports, { ...options, signal: interruption.signal }, io);
    const kept = isComplete(outcome) ? await keep(outcome, reports, file) : undefined;
    const answer = batchAnswer(outcome, kept);
    await print(io, answer, options);
    return interruption.exitCode() ?? answer.exitCode ?? EXIT.done;
  } finally {
    interruption.end();
  }
}

async function run(
  caseIds: readonly string[],
  { reportOf, pace }: Reports,
  options: BatchCommandOptions & { readonly signal: AbortSignal },
  io: Io,
): Promise<BatchOutcome> {
  const { signal, maxFailures = Number.POSITIVE_INFINITY } = options;
  const display = batchDisplay(io, caseIds.length, options);
  try {
    const observe = display.show;
    return await runBatch({ caseIds, reportOf, pace, maxFailures, signal, observe });
  } finally {
    display.end();
  }
}

/** Only a complete batch has a manifest that another one repeats. */
function isComplete({ stopped, failures }: BatchOutcome): boolean {
  return stopped === undefined && failures.length === 0;
}

async function keep(
  { entries }: BatchOutcome,
  { store }: Reports,
  file: (OutputFile & { readonly name: string }) | undefined,
) {
  const manifest = manifestOf(entries);
  await file?.write(new TextEncoder().encode(manifest.text));
  return { hash: manifest.hash, name: await store?.(manifest), file };
}

/** Opens the store only on demand: a dry run creates nothing. */
function reportsHere(config: Config, options: BatchCommandOptions, io: Io): Reports {
  const { concurrency = config.renderConcurrency } = options;
  const open = memoizeUntilSuccess(async () => {
    const { store } = await openStore(config.reports);
    const tasks = caseTasks(concurrency);
    const observe = noticesTo(io, options);
    const { claimLeaseMs: leaseMs } = config;
    const cache = new Cache({ store, layout: REPORT_LAYOUT, leaseMs, concurrency, observe });
    const cases = new Cases(openCases(config.cases), REPORT_VERSION, tasks.digest);
    return { store, service: new ReportService({ cases, cache, ...tasks }) };
  });
  return {
    caseIds: async () => [...(await casesAt(config.cases)).ids],
    open,
    reportOf: async (caseId) => {
      const { service } = await open();
      const { key, sha256, body, hit } = await service.generate(caseId, { waitMs: WAIT_MS });
      return { key, sha256, bytes: body.length, hit };
    },
    // While one case is rendered, another one is read.
    pace: Pace.fixed(concurrency + 1),
    store: async (manifest) => await storeManifest((await open()).store, manifest),
  };
}

function reportsOf(
  url: string,
  { concurrency }: BatchCommandOptions,
  { authorization }: Config,
): Reports {
  const base = serviceUrl(url);
  const remote = new RemoteReports({ base, authorization });
  const { first, most } = REMOTE_CONCURRENCY;
  return {
    caseIds: async () => await remote.caseIds(),
    reportOf: async (caseId) => await remote.reportOf(caseId),
    pace: concurrency === undefined ? Pace.adaptive(first, most) : Pace.adaptive(1, concurrency),
  };
}
