import { SingleBar } from "cli-progress";
import { grouped } from "../quantities.ts";
import type { Io } from "../io.ts";

export interface Progress {
  /** Call it after each key, in ascending order. */
  readonly show: (key: string) => void;
  /** Clears the bar. The next key shows it again. */
  readonly clear: () => void;
}

const SILENT: Progress = { show: () => undefined, clear: () => undefined };
const DIGITS = 6;
const ALL = 16 ** DIGITS;

/**
 * A progress bar on standard error, when that is a terminal. Keys are hashes, so a key's first digits say how many
 * of all keys come before it.
 *
 * @param what is being done: "verifying"
 */
export function progressOn({ stderr }: Io, what: string): Progress {
  if (stderr.isTTY !== true) return SILENT;
  const format = `${what} {bar} {percentage} %, {keys} keys`;
  const bar = new SingleBar({ stream: stderr, format, clearOnComplete: true, hideCursor: null });
  let count = 0;
  return {
    show: (key) => {
      const keys = grouped(++count);
      const before = Number.parseInt(key.slice(0, DIGITS), 16);
      if (bar.isActive) bar.update(before, { keys });
      else bar.start(ALL, before, { keys });
    },
    clear: () => bar.stop(),
  };
}
