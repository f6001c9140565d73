import { memoizeUntilSuccess } from "../../../memoize-until-success.ts";

/** What needs the SDK. Once it is open, there is no reason to read without it. */
export interface Lazy<T> {
  readonly isOpen: boolean;
  readonly get: () => Promise<T>;
}

/** Opened when it is first needed, and again if that failed. */
export class LazySdk<T> implements Lazy<T> {
  readonly #open: () => Promise<T>;
  #opening = false;

  constructor(open: () => Promise<T>) {
    this.#open = memoizeUntilSuccess(open);
  }

  get isOpen(): boolean {
    return this.#opening;
  }

  async get(): Promise<T> {
    this.#opening = true;
    try {
      return await this.#open();
    } catch (error) {
      this.#opening = false;
      throw error;
    }
  }
}
