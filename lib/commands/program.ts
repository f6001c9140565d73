import { Command, InvalidArgumentError } from "commander";
import { addBatch } from "./batch/add-batch.ts";
import type { PruneOptions } from "./cache/prune.ts";
import { EXIT_CODES_HELP } from "./exit-codes.ts";
import type { AnswerOptions, Io } from "./io.ts";
import type { ReportOptions } from "./report.ts";
import type { VerifyOptions } from "./verify.ts";

const LONGEST_WAIT_S = 86_400;

const CASE_HELP = "case id below ARTIFACT_ROOT, or a folder (with a slash in it: ./name)";
const JSON_HELP = "print one JSON document; stderr then has JSON lines, too";

/** Receives the result of parsing. */
interface Outcome {
  readonly exitCode: (code: number) => void;
  /** The help texts that the user requested. */
  readonly help: string[];
}

/**
 * The commands of `clarity`. In a checkout, the npm script of the same name runs each. The code of a command is
 * loaded when it runs, so that no command waits for the code of another.
 */
export function createProgram(io: Io, outcome: Outcome): Command {
  const program = new Command("clarity")
    .description("Turns CLARITY cases into PDF reports, each exactly once.")
    .usage("<command> [options]")
    .version(io.version, "--version", "print the version")
    .addHelpText("after", PROGRAM_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void outcome.help.push(text),
      // The caller prints the error.
      writeErr: () => undefined,
      getOutHelpWidth: () => 100,
      getOutHasColors: () => false,
    })
    .helpCommand(false);
  addStart(program, io, outcome);
  addReport(program, io, outcome);
  addBatch(program, io, outcome.exitCode);
  addHash(program, io, outcome);
  addVerify(program, io, outcome);
  addCache(program, io, outcome);
  return program;
}

const PROGRAM_HELP = `
Each command has --help. In a checkout: npm run <command> -- <arguments>, and npm start.
The reports are in CLARITY_CACHE_DIR, ./local-cache by default; all commands share them.

${EXIT_CODES_HELP}`;

function addStart(program: Command, io: Io, outcome: Outcome): void {
  program
    .command("start")
    .description("Runs the service on this machine until Ctrl-C.")
    .addHelpText("after", START_HELP)
    .action(async () => {
      const { start } = await import("./start/start.ts");
      outcome.exitCode(await start(io));
    });
}

const START_HELP = `
Examples:
  clarity start
  ARTIFACT_ROOT=./my-cases PORT=3777 clarity start

On a terminal, each request is one line: time, method, route, status, duration, outcome. Elsewhere, such as
in a file or a pipe, each line of the log is JSON.

Settings: PORT, HOST, ARTIFACT_ROOT (the cases), CLARITY_CACHE_DIR (the stored reports), LOG_LEVEL.

${EXIT_CODES_HELP}`;

function addReport(program: Command, io: Io, outcome: Outcome): void {
  program
    .command("report")
    .usage("<case...> [options]\n       clarity report --all [options]")
    .description(
      "Renders the report of each case, or takes the stored one, and writes it to a file.",
    )
    .argument("[case...]", CASE_HELP)
    .option("--all", "all cases below ARTIFACT_ROOT")
    .option(
      "-o, --output <file>",
      "of one case: the file (default: clarity_report_<case id>.pdf), or - for standard output; of several: their folder",
    )
    .option(
      "--wait <seconds>",
      "how long to wait while another process renders the report of one case",
      seconds,
      60,
    )
    .option("--json", JSON_HELP)
    .addHelpText("after", REPORT_HELP)
    .action(
      async (
        cases: readonly string[],
        options: ReportOptions & { readonly all?: boolean },
        command: Command,
      ) => {
        const isAll = options.all === true;
        if (isAll === cases.length > 0) command.error("give the cases, or --all");
        outcome.exitCode(await reportOneOrMany(isAll ? "all" : cases, options, io));
      },
    );
}

async function reportOneOrMany(
  cases: readonly string[] | "all",
  options: ReportOptions,
  io: Io,
): Promise<number> {
  const [one, ...others] = cases === "all" ? [] : cases;
  if (one !== undefined && others.length === 0) {
    return await (await import("./report.ts")).report(one, options, io);
  }
  return await (await import("./report-many.ts")).reportMany(cases, options, io);
}

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= LONGEST_WAIT_S) return value;
  throw new InvalidArgumentError(`Expected whole seconds from 0 to ${LONGEST_WAIT_S}.`);
}

const REPORT_HELP = `
Examples:
  clarity report case_001
  clarity report ./my-evaluation -o my-report.pdf
  clarity report case_001 -o - > report.pdf
  clarity report case_001 ./my-evaluation -o reports
  clarity report --all -o reports

Several cases are a batch (clarity batch --help) that also writes the reports: a case that has none does not
stop the others, and the same command does the rest of an interrupted one.

Settings: ARTIFACT_ROOT (the cases), CLARITY_CACHE_DIR (the stored reports), CLAIM_LEASE_MS.
A report is stored once and shared with clarity start, which may run at the same time.

${EXIT_CODES_HELP}`;

function addHash(program: Command, io: Io, outcome: Outcome): void {
  program
    .command("hash")
    .usage("<case> [options]\n       clarity hash --explain <a> <b> [options]")
    .description(
      "Prints the hashes of a case's artifacts, the key of its report, and the checks that do not hold.",
    )
    .argument("<case>", CASE_HELP)
    .argument("[other]", "with --explain: the case to compare it with")
    .option("--explain", "list the differences that give two cases different keys")
    .option("--json", JSON_HELP)
    .addHelpText("after", HASH_HELP)
    .action(
      async (
        one: string,
        other: string | undefined,
        options: AnswerOptions & { readonly explain?: boolean },
        command: Command,
      ) => {
        const pair = options.explain === true && other !== undefined;
        if (options.explain === true && !pair) command.error("--explain needs two cases");
        if (!pair && other !== undefined) command.error("two cases need --explain");
        outcome.exitCode(await hashOrExplain(pair ? [one, other] : one, options, io));
      },
    );
}

async function hashOrExplain(
  cases: string | readonly [string, string],
  options: AnswerOptions,
  io: Io,
): Promise<number> {
  if (typeof cases === "string") return await (await import("./hash.ts")).hash(cases, options, io);
  return await (await import("./explain.ts")).explain(cases, options, io);
}

const HASH_HELP = `
Examples:
  clarity hash case_001
  clarity hash --explain case_001 ./case_001-edited

How a file is formatted and the order of its members make no difference.
Settings: ARTIFACT_ROOT (the cases).

${EXIT_CODES_HELP}`;

function addVerify(program: Command, io: Io, outcome: Outcome): void {
  program
    .command("verify")
    .usage("<report.pdf> [options]")
    .description(
      "Checks that this version of the service renders exactly this PDF from the attached artifacts.",
    )
    .argument("<report.pdf>", "the report; nothing else is needed")
    .option("--case <case>", "also compare it with a case: a case id, or a folder (./name)")
    .option("--against <url>", "also ask a service whether it serves the same bytes")
    .option("--json", JSON_HELP)
    .addHelpText("after", VERIFY_HELP)
    .action(async (file: string, options: VerifyOptions) => {
      const { verify } = await import("./verify.ts");
      outcome.exitCode(await verify(file, options, io));
    });
}

const VERIFY_HELP = `
Examples:
  clarity verify report.pdf
  clarity verify report.pdf --case case_001 --against https://reports.example.org

It does not prove who made the report. A report of another version cannot be verified in full.
Settings: ARTIFACT_ROOT (the cases, for --case with a case id), CLARITY_AUTHORIZATION (the Authorization
header, for --against).

${EXIT_CODES_HELP}`;

function addCache(program: Command, io: Io, outcome: Outcome): void {
  const cache = program
    .command("cache")
    .helpCommand(false)
    .usage("<command> [options]")
    .description("Maintains the stored reports; the service may run at the same time.")
    .addHelpText("afterAll", CACHE_HELP);
  cache
    .command("list")
    .description("Lists stored reports by key (does not open them).")
    .option("--json", JSON_HELP)
    .action(async (options: AnswerOptions) => {
      const { list } = await import("./cache/list.ts");
      outcome.exitCode(await list(options, io));
    });
  cache
    .command("verify")
    .description("Reads every stored report and lists the damaged ones.")
    .option("--json", JSON_HELP)
    .action(async (options: AnswerOptions) => {
      const { verify } = await import("./cache/verify.ts");
      outcome.exitCode(await verify(options, io));
    });
  cache
    .command("prune")
    .description("Removes damaged reports and finished claims that are older than a day.")
    .option("--dry-run", "only list what would be removed")
    .option("--json", JSON_HELP)
    .action(async (options: PruneOptions) => {
      const { prune } = await import("./cache/prune.ts");
      outcome.exitCode(await prune(options, io));
    });
  cache
    .command("erase")
    .usage("<key> [options]")
    .description("Removes the reports of one key. The next request for its case renders it again.")
    .argument("<key>", "64 lower-case hex digits, from clarity hash or X-Cache-Key")
    .option("--json", JSON_HELP)
    .action(async (key: string, options: AnswerOptions) => {
      const { erase } = await import("./cache/erase.ts");
      outcome.exitCode(await erase(key, options, io));
    });
  cache
    .command("index")
    .description(
      "Adds stored reports to the list of reports of their case, where they are missing.",
    )
    .option("--json", JSON_HELP)
    .action(async (options: AnswerOptions) => {
      const { indexReports } = await import("./cache/index-reports.ts");
      outcome.exitCode(await indexReports(options, io));
    });
}

const CACHE_HELP = `
Examples:
  clarity cache list
  clarity cache verify --json
  clarity cache prune --dry-run
  clarity cache erase 945f82390640df2b2437ac9e395c2e52426daa1a7a0c1f5db9ad56598faca265

verify changes nothing and exits with 1 when a report is damaged. prune keeps every good report and
everything younger than a day. erase keeps claims that are younger than a day. index is needed once, for
reports that a version without this command stored.

Settings: CLARITY_CACHE_DIR (the stored reports), ARTIFACT_ROOT (the cases, for index).

${EXIT_CODES_HELP}`;
