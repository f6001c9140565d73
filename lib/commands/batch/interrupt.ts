const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

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
    code = signal === "SIGTERM" ? EXIT_CODES.SIGTERM : EXIT_CODES.SIGINT;
    stop.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    signal: stop.signal,
    exitCode: () => code,
    end: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
