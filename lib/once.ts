/**
 * Does something until it has been done once, and from then on gives that first outcome. Concurrent callers
 * share an attempt; one that fails leaves the next caller to try again.
 */
export function onceDone<T>(attempt: () => Promise<T>): () => Promise<T> {
  let outcome: Promise<T> | undefined;
  return async () => {
    outcome ??= attempt();
    try {
      return await outcome;
    } catch (error) {
      outcome = undefined;
      throw error;
    }
  };
}
