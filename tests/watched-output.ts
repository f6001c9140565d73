/**
 * Checks each line of the log that this process prints, whichever code prints it, so that a full run of the tests
 * shows that no line contains anything of an artifact. Lines of other processes are checked where they are read:
 * `LocalService` and `callBundle`. A separate module, since a process that runs several test files loads it once.
 */
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

/** The first fault since the last call. */
export function takeFault(): unknown {
  const [fault] = faults.splice(0);
  return fault;
}
