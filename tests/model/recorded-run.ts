import { Cache } from "../../lib/cache/index.ts";
import { ClarityError } from "../../lib/errors.ts";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { bytes } from "../store/temp-folder.ts";
import { LAYOUT } from "../cache/report-layout.ts";
import { ProductionFailed, ProductionInterrupted } from "../cache/simulated/ledger.ts";
import { MemoryStore } from "../cache/simulated/memory-store.ts";
import { Processes, type SimulatedProcess } from "../cache/simulated/processes.ts";
import { Random } from "../cache/simulated/random.ts";
import { settle } from "../cache/simulated/virtual-time.ts";
import { Recorder, type RecordedEvent } from "./recorder.ts";

const KEY = "key";
const LEASE_MS = 30_000;
/** As the model that replays the traces has them. */
export const MOST_PROCESSES = 5;
const MOST_CALLS = 2;

/** An operation that a process has sent, and that the run lets happen. */
interface Operation {
  readonly process: number;
  readonly isWrite: boolean;
  readonly happen: () => Promise<void>;
  readonly answer: () => void;
  readonly refuse: () => void;
}

/** A few processes that ask for one key, with operations and faults in an order that a seed decides. */
export class RecordedRun {
  /** By process. */
  readonly events: RecordedEvent[][] = [];
  readonly #random: Random;
  readonly #processes: Processes;
  readonly #store = new MemoryStore(() => Date.UTC(2026, 10) + this.#now);
  readonly #hosts: SimulatedProcess[] = [];
  #sent: Operation[] = [];
  #now = 0;
  #moment = 0;
  #faults: number;
  #mayBeLate = true;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#processes = new Processes(this.#random.chance(0.5));
    this.#faults = this.#random.integer(0, 4);
  }

  async run(): Promise<void> {
    let waiting = this.#random.integer(2, MOST_PROCESSES);
    while (waiting > 0 || this.#sent.length > 0) {
      if (this.#sent.length === 0 || (waiting > 0 && this.#random.chance(0.1))) {
        waiting--;
        this.#start();
      } else await this.#step();
      if (this.#random.chance(0.05)) this.#now += this.#random.pick([1_000, LEASE_MS * 2]);
      if (this.#faults > 0 && this.#random.chance(0.03)) this.#damage();
      await settle();
    }
  }

  #start(): void {
    const nth = this.events.length;
    const events: RecordedEvent[] = [];
    this.events.push(events);
    const keep = (event: RecordedEvent) => {
      if (!events.includes(event)) events.push(event);
    };
    const recorder = new Recorder(keep, () => ++this.#moment, true);
    const process = this.#processes.start();
    this.#hosts.push(process);
    const cache = new Cache({
      store: recorder.store(this.#connect(nth)),
      layout: LAYOUT,
      leaseMs: LEASE_MS,
      concurrency: 1,
      runtime: {
        ...this.#processes.runtimeOf(process),
        monotonicMs: () => this.#now,
        epochMs: () => this.#now,
        random: () => 0,
      },
    });
    void this.#call(nth, cache, recorder);
  }

  async #call(nth: number, cache: Cache, recorder: Recorder): Promise<void> {
    const produce = async () => await recorder.production(async () => await this.#produce(nth));
    for (let call = 0; call < MOST_CALLS; call++) {
      if (await recorder.call(cache, KEY, produce)) return;
    }
  }

  /** A production is an operation like the others. */
  async #produce(process: number): Promise<Uint8Array> {
    const failure = this.#random.chance(0.5) ? new ProductionFailed() : new ProductionInterrupted();
    const made = async () => await Promise.resolve(bytes(`made by ${process}`));
    return await this.#send(process, made, false, failure);
  }

  #connect(process: number): ObjectStore {
    const store = this.#store;
    const send = async <T>(operate: () => Promise<T>) => await this.#send(process, operate);
    return {
      get: async (key) => await this.#send(process, async () => await store.get(key)),
      list: async function* (prefix) {
        yield* await send(async () => await Promise.resolve(store.listed(prefix)));
      },
      create: async (...object) => {
        const create = async () => await store.create(...object);
        return object[0].startsWith("probe/")
          ? await create()
          : await this.#send(process, create, true);
      },
      remove: async (key) => await store.remove(key),
    };
  }

  async #send<T>(
    process: number,
    operate: () => Promise<T>,
    isWrite = false,
    failure: Error = new ClarityError("store_unavailable", "no answer"),
  ): Promise<T> {
    return await new Promise((resolve, reject) => {
      const refuse = () => reject(failure);
      let answer: () => void = refuse;
      const happen = async () => {
        const answered = await operate();
        answer = () => resolve(answered);
      };
      this.#sent.push({ process, isWrite, happen, answer: () => answer(), refuse });
    });
  }

  async #step(): Promise<void> {
    const [operation] = this.#sent.splice(this.#random.integer(0, this.#sent.length - 1), 1);
    if (operation === undefined) return;
    const isFault = this.#faults > 0 && this.#random.chance(0.15);
    if (!isFault) {
      await operation.happen();
      operation.answer();
      return;
    }
    this.#faults--;
    await this.#fail(operation);
  }

  async #fail({ process, isWrite, happen, answer, refuse }: Operation): Promise<void> {
    const fate = isWrite
      ? this.#random.pick(["failed", "lost", "late", "repeated", "crash before", "crash after"])
      : this.#random.pick(["failed", "crash before"]);
    if (["lost", "repeated", "crash after"].includes(fate)) await happen();
    if (fate === "repeated") await happen();
    if (fate === "late" && this.#mayBeLate) {
      // The model has one such request at a time.
      this.#mayBeLate = false;
      this.#sent.push({
        process: -1,
        isWrite,
        happen,
        answer: () => undefined,
        refuse: () => undefined,
      });
    }
    if (fate === "repeated") answer();
    else if (fate.startsWith("crash")) this.#end(process);
    else refuse();
  }

  #end(nth: number): void {
    const process = this.#hosts[nth];
    if (process !== undefined) process.alive = false;
    this.#sent = this.#sent.filter((operation) => operation.process !== nth);
  }

  #damage(): void {
    const slot = this.#random.integer(0, 1);
    this.#faults--;
    this.#store.damage(`reports/${KEY}/${slot}.pdf`, (body) => body.slice(1));
  }
}
