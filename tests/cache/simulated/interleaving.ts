import { Cache, type CachedResult } from "../../../lib/cache/cache.ts";
import { ClarityError } from "../../../lib/errors.ts";
import type { ObjectStore } from "../../../lib/store/contract.ts";
import { bytes, textOf } from "../../store/temp-folder.ts";
import { LAYOUT } from "../report-layout.ts";
import { Ledger, ProductionFailed } from "./ledger.ts";
import { MemoryStore } from "./memory-store.ts";
import { forgetProcesses, startProcess, type SimulatedProcess } from "./processes.ts";
import { settle } from "./virtual-time.ts";

const KEY = "key";
const LEASE_MS = 30_000;
/** After it no lease runs and nothing is held off any more. */
const LATER_MS = 2 * 3_600_000;
const NONCE = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** What may become of an operation: all but the first are faults, those from `lost` on of writes alone. */
const FATES = [
  "done",
  "failed",
  "crash before",
  "crash after",
  "lost",
  "late",
  "repeated",
] as const;

export interface Setting {
  /** How many calls each contender makes at once. */
  readonly calls: readonly number[];
  /** Whether contenders see that another one has ended. */
  readonly isOneMachine: boolean;
  /** How many operations may go wrong. */
  readonly faults: number;
  /** How many owners have claimed and ended before. */
  readonly dead: number;
}

/** Which operation is the next to happen, and what becomes of it. */
interface Choice {
  readonly contender: Contender["nth"];
  /** Among those that the contender has sent. */
  readonly operation: number;
  readonly fate: (typeof FATES)[number];
}

interface Operation {
  readonly name: string;
  readonly isWrite: boolean;
  /** Its caller was told that it failed, and still it is on its way. */
  readonly isLate?: boolean;
  readonly happen: () => Promise<unknown>;
  readonly answer: () => void;
  readonly refuse: () => void;
}

interface Contender {
  readonly nth: number;
  readonly process: SimulatedProcess;
  readonly cache: Cache;
  /** Sent, but not done. */
  readonly sent: Operation[];
  unanswered: number;
}

/** One order of the operations of a few contenders for one key, and of the faults among them. */
class Interleaving {
  readonly ledger: Ledger;
  productions = 0;
  faults = 0;
  readonly #setting: Setting;
  readonly #store: MemoryStore;
  readonly #contenders: Contender[] = [];
  /** Of each contender: all that its state depends on, and together all that is in the store. */
  readonly #histories: string[] = [];
  #now = 0;

  constructor(setting: Setting) {
    this.#setting = setting;
    forgetProcesses(setting.isOneMachine);
    this.ledger = new Ledger({ now: () => this.#now, isClockHonest: true, mayFail: true });
    this.#store = new MemoryStore(() => Date.UTC(2026, 10) + this.#now);
  }

  async start(): Promise<void> {
    await this.#store.create("probe/create-only", bytes(""));
    for (let nth = 0; nth < this.#setting.dead; nth++) await this.#leaveClaim();
    for (const calls of this.#setting.calls) this.#enter(calls);
    await settle();
  }

  /** Interleavings in the same state can only go on alike. */
  get state(): string {
    return this.#histories.join("\n\n");
  }

  get choices(): Choice[] {
    const fates = this.faults < this.#setting.faults ? FATES : FATES.slice(0, 1);
    return this.#contenders.flatMap(({ nth: contender, process, sent }) =>
      sent.flatMap(({ isWrite, isLate }, operation) => {
        if (isLate) return [{ contender, operation, fate: "done" as const }];
        const possible = fates.slice(0, isWrite ? FATES.length : FATES.indexOf("lost"));
        return process.alive ? possible.map((fate) => ({ contender, operation, fate })) : [];
      }),
    );
  }

  async take({ contender: nth, operation: index, fate }: Choice): Promise<void> {
    const contender = this.#contenders[nth];
    const [operation] = contender?.sent.splice(index, 1) ?? [];
    if (contender === undefined || operation === undefined) throw new Error("no such operation");
    if (fate !== "done") this.faults++;
    const line = `${operation.name.replace(NONCE, "N")}: ${await outcomeOf(operation, fate)}`;
    this.#histories[nth] = `${this.#histories[nth]}\n${fate}, ${line}`;
    this.ledger.note(`#${contender.process.pid} ${fate}, ${line}`);
    if (fate === "late") contender.sent.push(lateOf(operation));
    if (fate.startsWith("crash")) contender.process.alive = false;
    await settle();
  }

  /** Nothing is left to choose: nobody waits, and whoever comes much later gets the result. */
  async conclude(): Promise<void> {
    for (const { process, unanswered } of this.#contenders) {
      if (process.alive && unanswered > 0) this.ledger.violated(`#${process.pid} still waits`);
    }
    this.#now += LATER_MS;
    const answers = () => this.#answersWithResult();
    const before = answers();
    this.faults = Infinity;
    this.#enter(1);
    await settle();
    for (let [choice] = this.choices; choice !== undefined; [choice] = this.choices) {
      await this.take(choice);
    }
    if (answers() !== before + 1) this.ledger.violated("the key is blocked");
  }

  #answersWithResult(): number {
    const { counts } = this.ledger;
    return (counts.get("answer: hit") ?? 0) + (counts.get("answer: produced") ?? 0);
  }

  #enter(calls: number): void {
    const nth = this.#contenders.length;
    const contender = startProcess((process): Contender => {
      const sent: Operation[] = [];
      const options = { layout: LAYOUT, leaseMs: LEASE_MS, concurrency: calls };
      const observe = this.ledger.observed.bind(this.ledger, process);
      const cache = new Cache({ ...options, store: this.#connect(process, sent), observe });
      return { nth, process, cache, sent, unanswered: calls };
    });
    this.#contenders.push(contender);
    this.#histories.push("");
    for (let call = 0; call < calls; call++) void this.#call(contender);
  }

  async #call(contender: Contender): Promise<void> {
    const made = new Set<string | undefined>();
    const produce = async () => {
      const body = await this.#produce(contender);
      made.add(textOf(body));
      return body;
    };
    const isOwn = ({ body }: CachedResult) => made.has(textOf(body));
    try {
      const result = await contender.cache.getOrCreate(KEY, produce);
      this.ledger.answered(KEY, result, isOwn(result));
    } catch (error) {
      this.ledger.refused(KEY, error);
    }
    contender.unanswered--;
    if (contender.unanswered > 0) return;
    for (const claim of this.ledger.leftBehind(KEY, contender.process)) {
      this.ledger.violated(`#${contender.process.pid} leaves ${claim} behind`);
    }
  }

  /** A production is an operation like the others: much may happen meanwhile, and it may fail. */
  async #produce({ sent, process }: Contender): Promise<Uint8Array> {
    const body = bytes(`made by #${process.pid}, ${++this.productions}`);
    this.ledger.produces(KEY, process);
    const failure = new ProductionFailed();
    return await send(sent, {
      name: "produce",
      happen: async () => await Promise.resolve(body),
      failure,
    });
  }

  #connect(process: SimulatedProcess, sent: Operation[]): ObjectStore {
    const store = this.#store;
    const create: ObjectStore["create"] = async (key, body, metadata) => {
      const answer = await store.create(key, body, metadata);
      if (answer === "created") this.ledger.stored({ key, body, metadata }, process);
      return answer;
    };
    return {
      get: async (key) =>
        await send(sent, { name: `get ${key}`, happen: async () => await store.get(key) }),
      create: async (key, ...rest) => {
        const happen = async () => await create(key, ...rest);
        return await send(sent, { name: `create ${key}`, happen, isWrite: true });
      },
      list: async (prefix) =>
        await send(sent, { name: `list ${prefix}`, happen: async () => await store.list(prefix) }),
      remove: async (key) => await Promise.resolve(this.ledger.violated(`remove ${key}`)),
    };
  }

  /** What a process leaves that claims and ends. */
  async #leaveClaim(): Promise<void> {
    this.#enter(1);
    const [contender] = this.#contenders.splice(0);
    this.#histories.splice(0);
    if (contender === undefined) return;
    await settle();
    while (this.productions === 0) {
      const [operation] = contender.sent.splice(0);
      if (operation === undefined) throw new Error("it does not come to produce");
      await outcomeOf(operation, "done");
      await settle();
    }
    this.productions = 0;
    contender.process.alive = false;
  }
}

function lateOf({ name, happen }: Operation): Operation {
  const unheard = { answer: ignore, refuse: ignore };
  return { name: `late ${name}`, isWrite: true, isLate: true, happen, ...unheard };
}

function ignore(): void {
  // Nobody waits for this answer.
}

async function outcomeOf({ happen, answer, refuse }: Operation, fate: Choice["fate"]) {
  if (fate === "failed" || fate === "late") refuse();
  if (["failed", "late", "crash before"].includes(fate)) return "no effect";
  if (fate === "repeated") await happen();
  const answered = await happen();
  if (fate === "lost") refuse();
  if (fate === "done" || fate === "repeated") answer();
  return Array.isArray(answered) ? `${answered.length} names` : summaryOf(answered);
}

function summaryOf(answered: unknown): string {
  return typeof answered === "string" ? answered : typeof answered;
}

interface Request<T> {
  readonly name: string;
  readonly happen: () => Promise<T>;
  readonly isWrite?: boolean;
  readonly failure?: Error;
}

async function send<T>(sent: Operation[], request: Request<T>): Promise<T> {
  const { name, isWrite = false, happen } = request;
  const { failure = new ClarityError("store_unavailable", "no answer") } = request;
  return await new Promise((resolve, reject) => {
    const refuse = () => reject(failure);
    let answer: () => void = refuse;
    const happenAndKeep = async () => {
      const answered = await happen();
      answer = () => resolve(answered);
      return answered;
    };
    sent.push({ name, isWrite, happen: happenAndKeep, answer: () => answer(), refuse });
  });
}

export interface Exploration {
  readonly ends: number;
  readonly states: number;
}

/** Runs every interleaving that a setting allows, but for those that could only go on like another one. */
export async function explore(setting: Setting): Promise<Exploration> {
  const states = new Set<string>();
  const open: Choice[][] = [[]];
  let ends = 0;
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const run = new Interleaving(setting);
    await run.start();
    for (const choice of path) await run.take(choice);
    while (!states.has(run.state)) {
      states.add(run.state);
      const [next, ...others] = run.choices;
      for (const other of others) open.push([...path, other]);
      if (next === undefined) {
        ends++;
        await assertSound(run);
        break;
      }
      path.push(next);
      await run.take(next);
    }
  }
  return { ends, states: states.size };
}

async function assertSound(run: Interleaving): Promise<void> {
  const most = 1 + run.faults;
  await run.conclude();
  const { violations, trace } = run.ledger;
  if (run.productions > most) violations.push(`${run.productions} productions`);
  if (violations.length > 0) throw new Error([...violations, ...trace].join("\n"));
}
