const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Aborts at the first Ctrl-C or SIGTERM, so that the command can finish what it began. At the second one the process
 * exits at once: what it began is lost, but nothing that was stored.
 */
export function untilInterrupted(): { signal: AbortSignal; exitCode: () => number } {
  const stop = new AbortController();
  let code = 0;
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(exitCode);
      code = exitCode;
      stop.abort();
    });
  }
  return { signal: stop.signal, exitCode: () => code };
}
