import { ClarityError } from "../../../lib/errors.ts";
import type { ObjectStore } from "../../../lib/store/contract.ts";
import type { Ledger } from "./ledger.ts";
import type { MemoryStore } from "./memory-store.ts";
import type { SimulatedProcess } from "./processes.ts";
import type { Random } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** How likely it is, for each operation, that it: */
export interface Weather {
  /** has no effect and is rejected. */
  readonly failed: number;
  /** is done and rejected all the same. */
  readonly lost: number;
  /** is rejected and done afterwards. */
  readonly late: number;
  /** is done, and done again by a retry whose answer is the one that arrives. */
  readonly repeated: number;
  /** is the last one of its process, before it or after it was done. */
  readonly crash: number;
  /** takes seconds, so that many others overtake it. */
  readonly slow: number;
  /** reads a body of which a bit is wrong, this once. */
  readonly garbled: number;
}

export const FAIR: Weather = {
  failed: 0,
  lost: 0,
  late: 0,
  repeated: 0,
  crash: 0,
  slow: 0,
  garbled: 0,
};

const NEVER = new Promise<never>(() => undefined);

interface NetworkOptions {
  readonly store: MemoryStore;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly crash: (process: SimulatedProcess) => void;
}

interface Request<T> {
  readonly process: SimulatedProcess;
  readonly what: string;
  /** Whether sending it twice makes a difference to its answer. */
  readonly isWrite: boolean;
  readonly operate: () => Promise<T>;
}

type Fate = "done" | "failed" | "lost" | "late" | "repeated" | "crash";

/** What lies between the processes and their store. */
export class Network {
  weather: Weather = FAIR;
  readonly #options: NetworkOptions;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** The store as a process sees it. */
  connect(process: SimulatedProcess): ObjectStore {
    const { store, ledger } = this.#options;
    const send = async <T>(what: string, operate: () => Promise<T>, isWrite = false) =>
      await this.#send({ process, what, isWrite, operate });
    return {
      get: async (key, options) =>
        await send(`get ${key}`, async () => {
          const found = await store.get(key, options);
          if (found === undefined || found.body === options?.known?.body) return found;
          return { ...found, body: this.#read(key, found.body) };
        }),
      create: async (key, body, metadata) =>
        await send(
          `create ${key}`,
          async () => {
            const answer = await store.create(key, body, metadata);
            if (answer === "created") ledger.stored({ key, body, metadata }, process);
            return answer;
          },
          true,
        ),
      // Each page of a list is such an operation. Here the first page has all names.
      list: async function* (prefix) {
        yield* await send(
          `list ${prefix}`,
          async () => await Promise.resolve(store.listed(prefix)),
        );
      },
      remove: async (key) => {
        ledger.violated(`remove ${key}`);
        await Promise.resolve();
      },
    };
  }

  #read(key: string, body: Uint8Array): Uint8Array {
    const { random, ledger } = this.#options;
    if (!key.startsWith("reports/") || !random.chance(this.weather.garbled)) return body;
    ledger.damaged(key);
    return body.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
  }

  async #send<T>(request: Request<T>): Promise<T> {
    const { random, ledger, time } = this.#options;
    const { process, what, operate } = request;
    if (!process.alive) return await NEVER;
    const fate = this.#fateOf(request);
    if (fate !== "done") ledger.note(`#${process.pid} ${what}: ${fate}`);
    if (fate === "failed") return await this.#reject(process);
    if (fate === "late") {
      time.after(random.between(100, 30_000), undefined, () => void operate());
      return await this.#reject(process);
    }
    // A crash either cuts the request off, or meets it on its way, or follows it.
    const crashed = fate === "crash" ? random.pick(["before", "on its way", "after"]) : undefined;
    if (crashed === "before" || crashed === "on its way") this.#options.crash(process);
    if (crashed === "before") return await NEVER;
    await time.sleep(this.#delay(), undefined);
    if (fate === "repeated") await operate();
    const answer = await operate();
    ledger.note(`#${process.pid} ${what} → ${summary(answer)}`);
    if (crashed === "after") this.#options.crash(process);
    if (fate === "lost") return await this.#reject(process);
    await time.sleep(this.#delay(), process);
    return answer;
  }

  async #reject(process: SimulatedProcess): Promise<never> {
    await this.#options.time.sleep(this.#delay(), process);
    throw new ClarityError("store_unavailable", "The simulated store did not answer.");
  }

  #delay(): number {
    const { random } = this.#options;
    return random.chance(this.weather.slow) ? random.between(100, 8_000) : random.between(0, 20);
  }

  #fateOf({ isWrite }: Request<unknown>): Fate {
    const { random } = this.#options;
    const fates = ["failed", "lost", "late", "repeated", "crash"] as const;
    for (const fate of fates) {
      const isPossible = isWrite || fate === "failed" || fate === "crash";
      if (isPossible && random.chance(this.weather[fate])) return fate;
    }
    return "done";
  }
}

function summary(answer: unknown): string {
  if (typeof answer === "string") return answer;
  if (Array.isArray(answer)) return `${answer.length} names`;
  return answer === undefined ? "absent" : "found";
}
