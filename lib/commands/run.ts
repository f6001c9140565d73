import { CommanderError } from "commander";
import { ClarityError } from "../errors.ts";
import { EXIT } from "./exit-codes.ts";
import { failureOf } from "./failure.ts";
import { tell, writeOut, type Io } from "./io.ts";
import { createProgram } from "./program.ts";

/**
 * Runs a command, and tells what went wrong. Never rejects.
 *
 * @param argv the arguments, the command's name first
 * @returns the exit code
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await exitCodeOf(argv, io);
  } catch (error) {
    const failure = failureOf(error instanceof CommanderError ? wrongUsage(error, argv) : error);
    tell(io, failure, { json: argv.includes("--json") });
    return failure.exitCode ?? EXIT.refused;
  }
}

async function exitCodeOf(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.done;
  const told = { exitCode: (code: number) => void (exitCode = code), help: [] as string[] };
  try {
    await createProgram(io, told).parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
    await writeOut(io.stdout, told.help.join(""));
    return EXIT.done;
  }
}

function wrongUsage(
  error: CommanderError,
  [script = "<command>"]: readonly string[],
): ClarityError {
  const what = error.message
    .replace(/^error: /, "")
    .replaceAll("\n", " ")
    .replace(/\.?$/, "");
  const told = error.code === "commander.help" ? "a command is missing" : what;
  const message = `Wrong usage: ${told}. See npm run ${script} -- --help.`;
  return new ClarityError("invalid_request", message, { cause: error });
}
