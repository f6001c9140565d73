/** As shells report them. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** How many parts of the command end in an orderly way at a signal. */
let orderly = 0;

/** Ends the process at a signal, with the handlers that remove unfinished files; not during `untilInterrupted`. */
export function exitAtSignals(): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (orderly === 0) process.exit(EXIT_CODES[signal]);
    });
  }
}

export interface Interruption {
  readonly signal: AbortSignal;
  /** As shells report it; undefined without a signal. */
  readonly exitCode: () => number | undefined;
  /** Gives the signals back to the process. */
  readonly end: () => void;
}

/**
 * Aborts at the first Ctrl-C or SIGTERM, so that the command can finish what it began. At the second one the process
 * exits at once: it loses what it had begun, but nothing that was stored.
 */
export function untilInterrupted(): Interruption {
  const stop = new AbortController();
  let code: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stop.signal.aborted) process.exit(code);
    code = EXIT_CODES[signal === "SIGTERM" ? "SIGTERM" : "SIGINT"];
    stop.abort();
  };
  orderly++;
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: stop.signal,
    exitCode: () => code,
    end: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      orderly--;
    },
  };
}
