import { resolve } from "node:path";
import { Cache } from "../cache/index.ts";
import { Cases, type CaseContent } from "../case/cases.ts";
import { readConfig, type Config } from "../config.ts";
import { ClarityError } from "../errors.ts";
import { REPORT_VERSION } from "../report/version.ts";
import { reportSource } from "../service/case-tasks.ts";
import { messageOf } from "../service/messages.ts";
import { ReportIndex } from "../service/report-index.ts";
import { REPORT_LAYOUT, ReportService } from "../service/report-service.ts";
import { openStore } from "../store/open-store.ts";
import { outputFile, type OutputFile } from "../store/file/output-file.ts";
import { indexNoticesTo, noticesTo } from "./cache-notices.ts";
import { EXIT } from "./exit-codes.ts";
import { givenCase, type GivenCase } from "./given-case.ts";
import { print, printError, writeOut, type Answer, type AnswerOptions, type Io } from "./io.ts";
import { columns, grouped } from "./quantities.ts";

export interface ReportOptions extends AnswerOptions {
  /** A file, or `-` for standard output. */
  readonly output?: string;
  /** Seconds. */
  readonly wait: number;
}

type Report = Awaited<ReturnType<ReportService["generate"]>>;

/**
 * Renders the report of a case, or takes the stored one, and writes it out.
 *
 * @throws ClarityError of `givenCase`, `outputFile` and `ReportService.generate`
 */
export async function report(argument: string, options: ReportOptions, io: Io): Promise<number> {
  const config = readConfig(io.environment);
  const given = await givenCase(argument, { cases: config.cases, folder: io.folder });
  const name = options.output ?? reportFileName(given.caseId);
  // Check the output first: without one, there is no need to render.
  const output = name === "-" ? toStandardOutput(io) : await outputFile(resolve(io.folder, name));
  const service = await openService(given, config, options, io);
  const rendered = await generate(service, given, options);
  await output.write(rendered.body);
  const answer = answerOf(given, rendered, name === "-" ? undefined : { name, path: output.path });
  if (name === "-") printError(io, answer, options);
  else await print(io, answer, options);
  return EXIT.done;
}

export function reportFileName(caseId: string): string {
  return `clarity_report_${caseId}.pdf`;
}

function toStandardOutput({ stdout }: Io): OutputFile {
  return { path: "-", write: async (content) => await writeOut(stdout, content) };
}

async function openService(
  { source }: GivenCase,
  config: Config,
  options: ReportOptions,
  io: Io,
): Promise<ReportService> {
  const { store } = await openStore(config.reports);
  const index = new ReportIndex({ store, observe: indexNoticesTo(io, options) });
  const cache = new Cache({
    store,
    layout: REPORT_LAYOUT,
    leaseMs: config.claimLeaseMs,
    concurrency: config.renderConcurrency,
    observe: noticesTo(io, options),
  });
  const cases = new Cases(source, REPORT_VERSION);
  const render = async (content: CaseContent) => await io.render(reportSource(content));
  return new ReportService({ cases, cache, index, render });
}

async function generate(
  service: ReportService,
  { caseId }: GivenCase,
  { wait }: ReportOptions,
): Promise<Report> {
  try {
    return await service.generate(caseId, { waitMs: wait * 1000 });
  } catch (error) {
    const isConflict = error instanceof ClarityError && error.code === "in_progress";
    throw isConflict ? withWait(error, wait) : error;
  }
}

/** The same error with a message that says how long this command waited. */
function withWait(error: ClarityError, waitedSeconds: number): ClarityError {
  const { code, details, retryAfterSeconds = 1 } = error;
  const message = messageOf(error, { kind: "command", waitedSeconds });
  return new ClarityError(code, message, { cause: error, details, retryAfterSeconds });
}

function answerOf(
  { caseId }: GivenCase,
  { hit, key, sha256, body }: Report,
  file: { readonly name: string; readonly path: string } | undefined,
): Answer {
  const rows = [
    ["case", caseId],
    ["report", hit ? "stored before" : "rendered now"],
    ["key", key],
    ["SHA-256", sha256],
    ["bytes", grouped(body.length)],
    ["written to", file?.name ?? "standard output"],
  ];
  const json = {
    case_id: caseId,
    cache_key: key,
    cache_hit: hit,
    sha256,
    bytes: body.length,
    file: file?.path ?? null,
  };
  return { text: columns(rows), json };
}
