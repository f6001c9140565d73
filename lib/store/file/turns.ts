/** Lets a fixed number of callers work at once. The others queue, first come, first served. */
export class Turns {
  #free: number;
  readonly #queue = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a turn. @throws the signal's reason when it is aborted before */
  async take(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    await this.#wait(signal);
  }

  /** Returns a turn. */
  giveBack(): void {
    const [next] = this.#queue;
    if (next === undefined) this.#free++;
    else next();
  }

  /** Does some work in a turn. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.take();
    try {
      return await work();
    } finally {
      this.giveBack();
    }
  }

  /** A caller that gives up leaves the queue, because a queue that does not move must not grow forever. */
  async #wait(signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#queue.delete(enter);
        reject(reasonOf(signal));
      };
      const enter = () => {
        this.#queue.delete(enter);
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      this.#queue.add(enter);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error("gave up waiting", { cause: reason });
}
