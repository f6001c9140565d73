/** What needs the SDK. Once it is open, there is no reason to read without it. */
export interface Lazy<T> {
  readonly isOpen: boolean;
  readonly get: () => Promise<T>;
}

/** Opened when it is first needed. */
export class LazySdk<T> implements Lazy<T> {
  readonly #open: () => Promise<T>;
  #opened: Promise<T> | undefined;

  constructor(open: () => Promise<T>) {
    this.#open = open;
  }

  get isOpen(): boolean {
    return this.#opened !== undefined;
  }

  async get(): Promise<T> {
    this.#opened ??= this.#open();
    return await this.#opened;
  }
}
