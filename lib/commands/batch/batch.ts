import { resolve } from "node:path";
import { readConfig, type Config } from "../../config.ts";
import { Pace } from "../../service/batch/pace.ts";
import { RemoteReports } from "../../service/batch/remote-reports.ts";
import { casesAt } from "../../service/cases-at.ts";
import { serviceUrl } from "../../service/verify/service-step.ts";
import { outputFile } from "../../store/file/output-file.ts";
import { openCases } from "../../store/open-cases.ts";
import { EXIT } from "../exit-codes.ts";
import { print, type AnswerOptions, type Io } from "../io.ts";
import { plannedAnswer } from "./answer.ts";
import { carryOut, type BatchReports } from "./carry-out.ts";
import { localReports, madeReport } from "./local-reports.ts";
import { namedCases } from "./named-cases.ts";

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
interface Reports extends BatchReports {
  readonly caseIds: () => Promise<string[]>;
}

const REMOTE_CONCURRENCY = { first: 4, most: 32 };

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
  return await carryOut(caseIds, reports, options, { io, ...(file && { file }) });
}

function reportsHere(config: Config, options: BatchCommandOptions, io: Io): Reports {
  const local = localReports(config, options, io);
  const source = openCases(config.cases);
  return {
    ...local,
    caseIds: async () => [...(await casesAt(config.cases)).ids],
    reportOf: async (caseId) => madeReport(await local.generate(source, caseId)),
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
