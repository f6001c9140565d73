import { SingleBar } from "cli-progress";
import type { OnChecked } from "../../cache/upkeep/index.ts";
import type { Io } from "../io.ts";

export interface Progress {
  readonly show: OnChecked;
  readonly end: () => void;
}

const SILENT: Progress = { show: () => undefined, end: () => undefined };

/**
 * A progress bar on standard error, when that is a terminal.
 *
 * @param what is being done: "verifying"
 */
export function progressOn({ stderr }: Io, what: string): Progress {
  if (stderr.isTTY !== true) return SILENT;
  const format = `${what} {bar} {value} of {total}`;
  const bar = new SingleBar({ stream: stderr, format, clearOnComplete: true, hideCursor: null });
  return {
    show: (done, all) => {
      if (bar.isActive) bar.update(done);
      else bar.start(all, done);
    },
    end: () => bar.stop(),
  };
}
