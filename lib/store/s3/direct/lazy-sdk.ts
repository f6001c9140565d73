/** What needs the SDK, opened when it is first needed. From then on, there is no reason to read without it. */
export class LazySdk<T> {
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
