/**
 * Runs in every test process: whatever line of the log it prints, from wherever, is checked, so that a full
 * run of the tests shows that nothing of an artifact gets into it. Lines of other processes are checked
 * where they are read: `LocalService` and `callBundle`.
 */
import { afterEach } from "vitest";
import { readLogLine } from "./telemetry/log-lines.ts";

const faults: unknown[] = [];
const write = process.stdout.write.bind(process.stdout);

Object.assign(process.stdout, {
  write: (...args: Parameters<typeof write>): boolean => {
    const text = String(args[0]);
    if (text.startsWith('{"level":')) check(text);
    return write(...args);
  },
});

function check(line: string): void {
  try {
    readLogLine(line);
  } catch (error) {
    faults.push(error);
  }
}

afterEach(() => {
  const [fault] = faults.splice(0);
  if (fault !== undefined) throw new Error("a line of the log may not be so", { cause: fault });
});
