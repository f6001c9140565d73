/**
 * Shares reads among callers that ask for the same at the same time. A caller only gets a read that began after it
 * asked, so it sees every change from before that: callers that ask during a read share the next one.
 */
export class SharedReads<T> {
  readonly #running = new Map<string, Promise<T>>();
  /** Reads that begin when the running one ends. */
  readonly #next = new Map<string, Promise<T>>();

  /** @param read is called at most once, now or later, and must settle */
  async get(name: string, read: () => Promise<T>): Promise<T> {
    const next = this.#next.get(name);
    if (next !== undefined) return await orAlone(next, read);
    const running = this.#running.get(name);
    if (running === undefined) return await this.#start(name, read);
    const queued = running.then(noMatter, noMatter).then(async () => {
      this.#next.delete(name);
      return await this.#start(name, read);
    });
    this.#next.set(name, queued);
    return await queued;
  }

  async #start(name: string, read: () => Promise<T>): Promise<T> {
    const running = read().finally(() => {
      if (this.#running.get(name) === running) this.#running.delete(name);
    });
    this.#running.set(name, running);
    return await running;
  }
}

function noMatter(): void {}

/** What made a shared read fail may only concern the request that began it, such as its deadline. */
async function orAlone<T>(shared: Promise<T>, read: () => Promise<T>): Promise<T> {
  try {
    return await shared;
  } catch {
    return await read();
  }
}
