import type { LogLevel } from "../../config.ts";
import { readLogLine, terminalLine } from "../../telemetry/readable-log.ts";
import type { Io } from "../io.ts";

/** Prints a line of the server's output; returns false for a line that it hides. */
export type PrintLine = (line: string) => boolean;

/**
 * Prints the log: on a terminal in short, elsewhere as the functions write it, JSON. Other output of the server is
 * hidden unless debugging.
 */
export function printerFor(stdout: Io["stdout"], level: LogLevel): PrintLine {
  const shown = stdout.isTTY === true ? terminalLine : undefined;
  return (line) => {
    const logged = readLogLine(line);
    if (logged === undefined && level !== "debug") return false;
    const text = logged === undefined || shown === undefined ? line : shown(logged, level);
    if (text !== undefined) stdout.write(`${text}\n`);
    return true;
  };
}
