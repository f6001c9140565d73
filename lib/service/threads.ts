import { Worker, type WorkerOptions } from "node:worker_threads";
import { Turns } from "../store/file/turns.ts";

/** An idle thread ends after this time, to return its memory to the system. */
const IDLE_MS = 30_000;

/** A thread ended before it answered. */
export class ThreadEndedError extends Error {
  override readonly name = "ThreadEndedError";
  /** Whether its script was loaded: then the work is the likely reason, and not the machine. */
  readonly started: boolean;

  constructor(started: boolean, cause: unknown) {
    const what = started ? "a thread ended while it worked" : "a thread could not be started";
    super(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.started = started;
  }
}

interface AskOptions {
  /** Whether the work needs much memory: then the thread ends after it, to return the memory. */
  readonly isLarge?: boolean;
  /** Parts of the message that the thread gets without a copy; they are empty afterwards. */
  readonly handedOver?: readonly ArrayBuffer[];
  /** Ends the thread when it aborts, even in the middle of a loop. */
  readonly signal?: AbortSignal;
}

/**
 * A few threads that run the same script. A thread handles one message at a time and responds with one message;
 * further messages queue. When a thread ends unexpectedly, its current work fails, and it is replaced.
 */
export class Threads {
  readonly #script: string;
  readonly #options: WorkerOptions;
  readonly #turns: Turns;
  readonly #idle = new Map<Worker, NodeJS.Timeout>();

  /** @param count how many threads may run at once; they start when they are needed */
  constructor(script: string, count: number, options: WorkerOptions) {
    this.#script = script;
    this.#options = options;
    this.#turns = new Turns(count);
  }

  /**
   * Sends a message and returns the response. The script and its caller agree on the types.
   *
   * @throws ThreadEndedError
   */
  async ask<T>(message: unknown, options: AskOptions = {}): Promise<T> {
    return await this.#turns.run(async () => {
      const thread = this.#take();
      const answer = await answerOf<T>(thread, message, options);
      if (options.isLarge === true) await thread.terminate();
      else this.#keep(thread);
      return answer;
    });
  }

  #take(): Worker {
    const [idle] = this.#idle;
    if (idle === undefined) return this.#start();
    const [thread, timer] = idle;
    clearTimeout(timer);
    this.#idle.delete(thread);
    thread.ref();
    return thread;
  }

  #start(): Worker {
    try {
      const thread = new Worker(this.#script, this.#options);
      thread.on("exit", () => {
        clearTimeout(this.#idle.get(thread));
        this.#idle.delete(thread);
      });
      // Without a listener, an error of an idle thread would end the process.
      thread.on("error", () => undefined);
      return thread;
    } catch (cause) {
      throw new ThreadEndedError(false, cause);
    }
  }

  /** An idle thread does not keep the process alive. */
  #keep(thread: Worker): void {
    thread.unref();
    const end = () => {
      this.#idle.delete(thread);
      void thread.terminate();
    };
    this.#idle.set(thread, setTimeout(end, IDLE_MS).unref());
  }
}

/** A thread sends this first, once its script is loaded. */
export const READY = "ready";

/** Threads that sent it. */
const ready = new WeakSet<Worker>();

async function answerOf<T>(
  thread: Worker,
  message: unknown,
  { handedOver = [], signal }: AskOptions,
): Promise<T> {
  const listening = new AbortController();
  const stop = () => void thread.terminate();
  signal?.addEventListener("abort", stop, { signal: listening.signal });
  try {
    return await new Promise<T>((resolve, reject) => {
      const end = (cause: unknown) => {
        reject(new ThreadEndedError(ready.has(thread), cause));
      };
      const exit = (code: number) => {
        end(`exit code ${code}`);
      };
      const receive = (answer: T | typeof READY) => {
        if (answer === READY) ready.add(thread);
        else resolve(answer);
      };
      const listeners = { message: receive, error: end, exit };
      for (const [event, listener] of Object.entries(listeners)) {
        thread.on(event, listener);
        listening.signal.addEventListener("abort", () => thread.off(event, listener));
      }
      thread.postMessage(message, handedOver);
    });
  } finally {
    listening.abort();
  }
}
