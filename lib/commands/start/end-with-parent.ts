const CHECK_EVERY_MS = 250;

/**
 * Sends this process SIGTERM once its parent has ended. Under `npm start` the parent is npm, which shares no
 * pipe with what it runs, so its end cannot be noticed in another way.
 *
 * @param parent its process id. The caller passes it, because npm may have ended before this process began.
 */
export function endWithParent(parent: number): void {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, CHECK_EVERY_MS);
  timer.unref();
}
