import { join, resolve } from "node:path";
import { readConfig, type Config } from "../config.ts";
import { ClarityError } from "../errors.ts";
import { required } from "../required.ts";
import { casesAt } from "../service/cases-at.ts";
import type { ArtifactSource } from "../store/contract.ts";
import { openCases } from "../store/open-cases.ts";
import { outputFile, outputFolder } from "../store/file/output-file.ts";
import { carryOut } from "./batch/carry-out.ts";
import { localReports, madeReport } from "./batch/local-reports.ts";
import { givenCase } from "./given-case.ts";
import type { AnswerOptions, Io } from "./io.ts";
import { reportFileName } from "./report.ts";

export interface ReportManyOptions extends AnswerOptions {
  /** The folder of the reports; it is made if it is missing. */
  readonly output?: string;
}

type Sources = ReadonlyMap<string, ArtifactSource>;

/**
 * A batch that also writes each report to a file.
 *
 * @param given what the user wrote for each case, or `all` cases below the artifact root
 * @throws ClarityError of `givenCase`, `casesAt`, `outputFile` and `carryOut`; `invalid_request` when two cases have
 *   the same id, or for standard output
 */
export async function reportMany(
  given: readonly string[] | "all",
  options: ReportManyOptions,
  io: Io,
): Promise<number> {
  const config = readConfig(io.environment);
  const sources = given === "all" ? await allSources(config) : await sourcesOf(given, config, io);
  const { output = "." } = options;
  if (output === "-") throw wrongUsage("several reports do not fit into standard output");
  const folder = { name: output, path: resolve(io.folder, output) };
  // Before there is any report to write.
  await outputFolder(folder.path);
  const local = localReports(config, options, io);
  const reportOf = async (caseId: string) => {
    const report = await local.generate(
      required(sources.get(caseId), "every case has a source"),
      caseId,
    );
    await (await outputFile(join(folder.path, reportFileName(caseId)))).write(report.body);
    return madeReport(report);
  };
  const caseIds = [...sources.keys()].sort();
  return await carryOut(caseIds, { ...local, reportOf }, options, { io, folder });
}

async function allSources({ cases }: Config): Promise<Sources> {
  const source = openCases(cases);
  return new Map((await casesAt(cases)).ids.map((caseId) => [caseId, source]));
}

/** The cases that the arguments name. The same argument counts once. */
async function sourcesOf(given: readonly string[], { cases }: Config, io: Io): Promise<Sources> {
  const sources = new Map<string, ArtifactSource>();
  for (const argument of new Set(given)) {
    const { caseId, source } = await givenCase(argument, { cases, folder: io.folder });
    if (sources.has(caseId)) {
      throw wrongUsage(`two of the cases have the id ${caseId}, so their reports have one name`);
    }
    sources.set(caseId, source);
  }
  return sources;
}

function wrongUsage(what: string): ClarityError {
  return new ClarityError("invalid_request", `Wrong usage: ${what}. See clarity report --help.`);
}
