import type { Exclusively } from "./batch-runner.ts";

/** Of the browser's locks, which it releases when a tab is closed. */
type Locks = Pick<LockManager, "request">;

/**
 * Lets one tab of this browser work at a time. Without locks, as on plain HTTP, all of them work: the service renders
 * each report once all the same.
 */
export function exclusivelyBy(locks: Locks | undefined, name: string): Exclusively {
  return async (onWait, work) => {
    if (locks === undefined) return await work();
    const isDone = await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock === null) return false;
      await work();
      return true;
    });
    if (isDone) return undefined;
    onWait();
    return await locks.request(name, work);
  };
}
