import type { Runtime } from "../../../lib/cache/index.ts";
import type { SimulatedProcess } from "./processes.ts";

interface Due {
  readonly at: number;
  readonly process: SimulatedProcess | undefined;
  readonly run: () => void;
}

/** Lets every promise continue that can. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Time that passes only from one event to the next. Everything that an event starts in promises is over before
 * the next event.
 */
export class VirtualTime {
  /** Milliseconds. */
  now = 0;
  /** Ascending. */
  readonly #due: Due[] = [];

  get isOver(): boolean {
    return this.#due.length === 0;
  }

  /** The clocks and timers of a process. */
  runtimeOf(process: SimulatedProcess): Pick<Runtime, "monotonicMs" | "epochMs" | "startTimer"> {
    return {
      monotonicMs: () => this.now,
      epochMs: () => this.now,
      startTimer: (run, delayMs) => {
        const due = this.after(delayMs, process, run);
        return () => this.#cancel(due);
      },
    };
  }

  /** @param process the event's process: it does not happen while that is paused, nor once that has ended */
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
    run();
    await settle();
  }

  #cancel(due: Due): void {
    const index = this.#due.indexOf(due);
    if (index >= 0) this.#due.splice(index, 1);
  }
}
