import { CommanderError, type Command } from "commander";
import { ClarityError } from "../errors.ts";
import { EXIT } from "./exit-codes.ts";
import { failureOf } from "./failure.ts";
import { printError, writeOut, type Io } from "./io.ts";
import { createProgram } from "./program.ts";

/**
 * Runs a command and prints its failure. Never rejects.
 *
 * @param argv the arguments, the command's name first
 * @returns the exit code
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await exitCodeOf(argv, io);
  } catch (error) {
    const failure = failureOf(error);
    printError(io, failure, { json: argv.includes("--json") });
    return failure.exitCode ?? EXIT.refused;
  }
}

async function exitCodeOf(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.done;
  const outcome = { exitCode: (code: number) => void (exitCode = code), help: [] as string[] };
  const program = createProgram(io, outcome);
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw wrongUsage(error, commandIn(program, argv));
    await writeOut(io.stdout, outcome.help.join(""));
    return EXIT.done;
  }
}

/** The known command that the arguments begin with, to refer to its help. */
function commandIn(program: Command, [first]: readonly string[]): string {
  const known = program.commands.find((command) => command.name() === first);
  return known === undefined ? "clarity" : `clarity ${known.name()}`;
}

function wrongUsage(error: CommanderError, command: string): ClarityError {
  const what = error.message
    .replace(/^error: /, "")
    .replaceAll("\n", " ")
    .replace(/\.?$/, "");
  const fault = error.code === "commander.help" ? "a command is missing" : what;
  const message = `Wrong usage: ${fault}. See ${command} --help.`;
  return new ClarityError("invalid_request", message, { cause: error });
}
