import { Cache, type CachedResult } from "../../../lib/cache/index.ts";
import { ClarityError } from "../../../lib/errors.ts";
import type { ObjectStore } from "../../../lib/store/contract.ts";
import { bytes, textOf } from "../../store/temp-folder.ts";
import { LAYOUT } from "../report-layout.ts";
import { Ledger, ProductionFailed } from "./ledger.ts";
import { MemoryStore } from "./memory-store.ts";
import { Processes, type SimulatedProcess } from "./processes.ts";
import { settle } from "./virtual-time.ts";

const KEY = "key";
const LEASE_MS = 30_000;
/** After this time every lease has expired and every hold-off is over. */
const LATER_MS = 2 * 3_600_000;

/** What may happen to an operation. All but the first are faults; those from `lost` on happen to writes only. */
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
  /** How many calls each contender makes in parallel. */
  readonly calls: readonly number[];
  /** Whether contenders notice that another one has ended. */
  readonly isOneMachine: boolean;
  /** How many operations may fail. */
  readonly faults: number;
  /** How many owners have claimed and died before. */
  readonly dead: number;
}

/** Which operation happens next, and how. */
interface Choice {
  readonly contender: Contender["nth"];
  /** Its index among those that the contender has sent. */
  readonly operation: number;
  readonly fate: (typeof FATES)[number];
}

interface Operation {
  readonly name: string;
  readonly isWrite: boolean;
  /** It was reported as failed to its caller, but is still on its way. */
  readonly isLate?: boolean;
  readonly happen: () => Promise<unknown>;
  readonly answer: () => void;
  readonly refuse: () => void;
}

interface Contender {
  readonly nth: number;
  readonly process: SimulatedProcess;
  readonly cache: Cache;
  /** The operations that were sent and have not happened yet. */
  readonly sent: Operation[];
  unanswered: number;
}

/** One order of the operations of a few contenders for one key, and of the faults among them. */
class Interleaving {
  readonly ledger: Ledger;
  productions = 0;
  #faults = 0;
  #mayFault = true;
  readonly #setting: Setting;
  readonly #processes: Processes;
  readonly #store: MemoryStore;
  readonly #contenders: Contender[] = [];
  /** For each contender everything that its state depends on; together they determine the store's content. */
  readonly #histories: string[] = [];
  #now = 0;
  /** No call waits here, so a timer that is started is a fault of the test. */
  readonly #clock = {
    monotonicMs: () => this.#now,
    epochMs: () => this.#now,
    random: () => 0,
    startTimer: () => {
      throw new Error("a contender starts a timer, but time stands still in an interleaving");
    },
  };

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#processes = new Processes(setting.isOneMachine);
    const now = () => this.#now;
    const processes = this.#processes;
    this.ledger = new Ledger({ now, isClockHonest: true, mayFail: true, processes });
    this.#store = new MemoryStore(() => Date.UTC(2026, 10) + this.#now);
  }

  async start(): Promise<void> {
    await this.#store.create("probe/create-only", bytes(""));
    for (let nth = 0; nth < this.#setting.dead; nth++) await this.#leaveClaim();
    for (const calls of this.#setting.calls) this.#enter(calls);
    await settle();
  }

  async state(): Promise<string> {
    return await Promise.resolve(this.#histories.join("\n\n"));
  }

  get choices(): Choice[] {
    const mayFault = this.#mayFault && this.#faults < this.#setting.faults;
    const fates = mayFault ? FATES : FATES.slice(0, 1);
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
    if (fate !== "done") this.#faults++;
    const line = `${operation.name}: ${await outcomeOf(operation, fate)}`;
    this.#histories[nth] = `${this.#histories[nth]}\n${fate}, ${line}`;
    this.ledger.note(`#${contender.process.pid} ${fate}, ${line}`);
    if (fate === "late") contender.sent.push(lateOf(operation));
    if (fate.startsWith("crash")) contender.process.alive = false;
    await settle();
  }

  async assertSound(): Promise<void> {
    const most = 1 + this.#faults;
    await this.#conclude();
    const { violations, trace } = this.ledger;
    if (this.productions > most) violations.push(`${this.productions} productions`);
    if (violations.length > 0) throw new Error([...violations, ...trace].join("\n"));
  }

  /** At the end no call waits, and a call that comes much later gets the result. */
  async #conclude(): Promise<void> {
    for (const { process, unanswered } of this.#contenders) {
      if (process.alive && unanswered > 0) this.ledger.violated(`#${process.pid} still waits`);
    }
    this.#now += LATER_MS;
    const answers = () => this.#answersWithResult();
    const before = answers();
    this.#mayFault = false;
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
    const process = this.#processes.start();
    const sent: Operation[] = [];
    const cache = new Cache({
      store: this.#connect(process, sent),
      layout: LAYOUT,
      leaseMs: LEASE_MS,
      concurrency: calls,
      observe: this.ledger.observed.bind(this.ledger, process),
      runtime: { ...this.#processes.runtimeOf(process), ...this.#clock },
    });
    const contender = { nth, process, cache, sent, unanswered: calls };
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

  /** A production is an operation like the others: others may happen meanwhile, and it may fail. */
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
      list: async function* (prefix) {
        const happen = async () => await Promise.resolve(store.listed(prefix));
        yield* await send(sent, { name: `list ${prefix}`, happen });
      },
      remove: async (key) => await Promise.resolve(this.ledger.violated(`remove ${key}`)),
    };
  }

  /** Leaves the objects of a process that dies after its claim. */
  async #leaveClaim(): Promise<void> {
    this.#enter(1);
    const [contender] = this.#contenders.splice(0);
    this.#histories.splice(0);
    if (contender === undefined) return;
    await settle();
    while (this.productions === 0) {
      const [operation] = contender.sent.splice(0);
      if (operation === undefined) throw new Error("the process never begins to produce");
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
  // No call waits for this answer.
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

/** An order of one setting, before its first operation. */
export async function beginInterleaving(setting: Setting): Promise<Interleaving> {
  const order = new Interleaving(setting);
  await order.start();
  return order;
}
