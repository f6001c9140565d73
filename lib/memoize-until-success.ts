/**
 * Wraps an asynchronous function so that its first success is its only one: every later call returns that
 * outcome. Concurrent calls share one attempt. An attempt that fails is forgotten, so the next call tries
 * again.
 *
 * @example const openOnce = memoizeUntilSuccess(async () => await FileStore.open("cache"));
 */
export function memoizeUntilSuccess<T>(attempt: () => Promise<T>): () => Promise<T> {
  let latest: Promise<T> | undefined;
  return async () => {
    const joined = (latest ??= attempt());
    try {
      return await joined;
    } catch (error) {
      // A newer attempt may have begun since: forget only the one that failed.
      if (latest === joined) latest = undefined;
      throw error;
    }
  };
}
