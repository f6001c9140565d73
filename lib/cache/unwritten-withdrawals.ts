/** Above it the oldest are forgotten: their claims then count as failures, as if their process had died. */
const MAX_KEYS = 1_000;
const MAX_PER_KEY = 4;

/** The withdrawals that could not be written, by key. A full disk, for example, takes no new names either. */
export class UnwrittenWithdrawals {
  /** In the order in which the keys were last remembered. */
  readonly #names = new Map<string, readonly string[]>();

  remember(key: string, name: string): void {
    const names = [...this.of(key), name].slice(-MAX_PER_KEY);
    this.#names.delete(key);
    this.#names.set(key, names);
    const [oldest] = this.#names.keys();
    if (this.#names.size > MAX_KEYS && oldest !== undefined) this.#names.delete(oldest);
  }

  /** Oldest first. */
  of(key: string): readonly string[] {
    return this.#names.get(key) ?? [];
  }

  forget(key: string, name: string): void {
    const names = this.of(key).filter((one) => one !== name);
    if (names.length > 0) this.#names.set(key, names);
    else this.#names.delete(key);
  }
}
