import { CommanderError } from "commander";
import { ClarityError } from "../errors.ts";
import { EXIT } from "./exit-codes.ts";
import { failureOf } from "./failure.ts";
import { print, type Io } from "./io.ts";
import { createProgram } from "./program.ts";

/**
 * Runs a command, and tells what went wrong. Never rejects.
 *
 * @param argv the arguments, the command's name first
 * @returns the exit code
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.done;
  try {
    await createProgram(io, (code) => (exitCode = code)).parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const failure = failureOf(error instanceof CommanderError ? wrongUsage(error, argv) : error);
    print(io.stderr, failure, { json: argv.includes("--json") });
    return failure.exitCode ?? EXIT.refused;
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
