import { vi } from "vitest";
import type { SimulatedProcess } from "./processes.ts";

/** Where Node begins to fire timers at once instead of late. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Due {
  readonly at: number;
  readonly process: SimulatedProcess | undefined;
  readonly run: () => void;
}

/** Lets every promise go on that can. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Time that passes only from one event to the next. Whatever an event sets off in promises is over before
 * the next one, so that a timer belongs to the process whose event it was set in.
 */
export class VirtualTime {
  /** Milliseconds. */
  now = 0;
  /** Ascending. */
  readonly #due: Due[] = [];
  #running: SimulatedProcess | undefined;

  /** Replaces timers, `performance.now` and `Math.random` until `vi` restores them. */
  install(random: () => number): void {
    vi.stubGlobal("setTimeout", (run: () => void, delayMs: number) =>
      this.after(delayMs <= LONGEST_TIMER_MS ? delayMs : 1, this.#running, run),
    );
    vi.stubGlobal("clearTimeout", (due: Due | undefined) => this.#cancel(due));
    vi.spyOn(performance, "now").mockImplementation(() => this.now);
    vi.spyOn(Math, "random").mockImplementation(random);
  }

  get isOver(): boolean {
    return this.#due.length === 0;
  }

  /** @param process in which it happens: not while that is paused, and not at all once it has ended */
  after(delayMs: number, process: SimulatedProcess | undefined, run: () => void): Due {
    const due = { at: this.now + Math.max(0, delayMs), process, run };
    const later = this.#due.findIndex(({ at }) => at > due.at);
    this.#due.splice(later < 0 ? this.#due.length : later, 0, due);
    return due;
  }

  async sleep(delayMs: number, process: SimulatedProcess | undefined): Promise<void> {
    await new Promise<void>((resolve) => {
      this.after(delayMs, process, resolve);
    });
  }

  /** Lets the next event happen. */
  async step(): Promise<void> {
    const due = this.#due.shift();
    if (due === undefined) return;
    const { process, run } = due;
    if (process?.alive === false) return;
    this.now = due.at;
    if (process !== undefined && process.pausedUntil > this.now) {
      this.after(process.pausedUntil - this.now, process, run);
      return;
    }
    this.#running = process;
    run();
    await settle();
  }

  #cancel(due: Due | undefined): void {
    const index = due === undefined ? -1 : this.#due.indexOf(due);
    if (index >= 0) this.#due.splice(index, 1);
  }
}
