import { Cache, type CachedResult, type CallOptions } from "../../../lib/cache/index.ts";
import { encodeClaim } from "../../../lib/cache/claim.ts";
import { ClarityError } from "../../../lib/errors.ts";
import { bytes, textOf } from "../../store/temp-folder.ts";
import { LAYOUT } from "../report-layout.ts";
import { Ledger, ProductionFailed, ProductionInterrupted } from "./ledger.ts";
import { MemoryStore } from "./memory-store.ts";
import { FAIR, Network } from "./network.ts";
import { drawPlan, isFair, type Mishap, type Plan } from "./plan.ts";
import { identityOf, Processes, type SimulatedProcess } from "./processes.ts";
import { Random } from "./random.ts";
import { VirtualTime } from "./virtual-time.ts";

const HOUR_MS = 3_600_000;
/** The longest hold-off, and what leases and operations add to it. Nothing may block a key for longer. */
const PATIENCE_MS = HOUR_MS + 300_000;
const MOST_EVENTS = 200_000;

interface Host {
  readonly process: SimulatedProcess;
  readonly cache: Cache;
}

interface Call {
  readonly name: string;
  readonly host: Host;
  readonly key: string;
  readonly options: CallOptions;
  /** The result that it produced itself. */
  readonly made: Set<string | undefined>;
}

type Outcome = CachedResult | { readonly error: unknown };

/** Several hosts and one store, drawn from a seed: first with faults, then without. */
export class World {
  readonly ledger: Ledger;
  readonly #plan: Plan;
  readonly #random: Random;
  readonly #time = new VirtualTime();
  readonly #processes: Processes;
  readonly #store: MemoryStore;
  readonly #network: Network;
  readonly #hosts: Host[] = [];
  /** The calls that are not settled yet. */
  readonly #open = new Set<Call>();
  readonly #atWork = new Map<SimulatedProcess, number>();
  readonly #produced = new Set<string>();
  #clockAheadMs = 0;
  #calls = 0;
  #isChaos = true;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#plan = drawPlan(this.#random);
    const { isClockHonest, isOneMachine, weather } = this.#plan;
    const processes = new Processes(isOneMachine);
    const mayFail = weather.failed + weather.lost + weather.late > 0;
    const ledger = new Ledger({ now: () => this.#time.now, isClockHonest, mayFail, processes });
    const store = new MemoryStore(() => this.#storeClock());
    const crash = (process: SimulatedProcess) => this.#crash(process);
    const { time, random } = { time: this.#time, random: this.#random };
    this.#network = new Network({ store, time, random, ledger, crash });
    this.ledger = ledger;
    this.#processes = processes;
    this.#store = store;
  }

  /** Runs until no event is left, and stops at the first violation, which the ledger has. */
  async run(): Promise<void> {
    for (const key of this.#plan.keys) await this.#leaveClaims(key);
    for (let nth = 0; nth < this.#plan.hosts; nth++) this.#start(nth);
    this.#network.weather = this.#plan.weather;
    for (let nth = 0; nth < this.#plan.calls; nth++) this.#sometime(() => this.#callSomewhere());
    for (const mishap of this.#plan.mishaps) this.#sometime(() => this.#befall(mishap));
    await this.#stepWhile(() => this.#time.now < this.#plan.chaosMs);
    this.#calmDown();
    const until = this.#time.now + PATIENCE_MS;
    await this.#stepWhile(() => true);
    if (this.ledger.violations.length > 0) return;
    if (!this.#time.isOver) this.ledger.violated("it does not come to rest");
    if (this.#time.now > until) this.ledger.violated("a timer was left behind");
    for (const call of this.#open) this.ledger.violated(`${call.name} was never answered`);
    for (const key of this.#plan.keys) await this.#demand(key);
  }

  /** Plan and last events. */
  describe(): string {
    const { violations, trace } = this.ledger;
    return [...violations, JSON.stringify(this.#plan), ...trace].join("\n");
  }

  async #stepWhile(isWanted: () => boolean): Promise<void> {
    for (let nth = 0; nth < MOST_EVENTS && isWanted() && !this.#time.isOver; nth++) {
      if (this.ledger.violations.length > 0) return;
      await this.#time.step();
    }
  }

  #storeClock(): number {
    const { jitterMs } = this.#plan;
    const off = this.#clockAheadMs + this.#random.between(-jitterMs, jitterMs);
    return Date.UTC(2026, 10) + this.#time.now + off;
  }

  #sometime(happen: () => void): void {
    this.#time.after(this.#random.between(0, this.#plan.chaosMs), undefined, happen);
  }

  #start(nth: number): void {
    const { leaseMs, concurrency } = this.#plan;
    const process = this.#processes.start();
    const store = this.#network.connect(process);
    const observe = this.ledger.observed.bind(this.ledger, process);
    const runtime = {
      ...this.#processes.runtimeOf(process),
      ...this.#time.runtimeOf(process),
      random: () => this.#random.next(),
    };
    const cache = new Cache({ store, layout: LAYOUT, leaseMs, concurrency, observe, runtime });
    this.#hosts[nth] = { process, cache };
  }

  /** Leaves the claims of owners that died one after the other, the last of them long ago. */
  async #leaveClaims(key: string): Promise<void> {
    this.#clockAheadMs = -2 * HOUR_MS;
    const process = this.#processes.start();
    process.alive = false;
    for (let nth = 0; nth < this.#plan.past; nth++) {
      const owner = { instance: "past", ...identityOf(process) };
      const body = encodeClaim(`past ${key} ${nth}`, this.#plan.leaseMs, owner);
      const claim = { key: `claims/${key}/0/${nth}`, body, metadata: {} };
      await this.#store.create(claim.key, body);
      this.ledger.stored(claim, process, this.#clockAheadMs);
    }
    this.#clockAheadMs = 0;
  }

  #crash(process: SimulatedProcess): void {
    if (!process.alive) return;
    process.alive = false;
    this.ledger.count("crash");
    this.ledger.note(`#${process.pid} ends`);
    for (const call of this.#open) if (call.host.process === process) this.#open.delete(call);
    const nth = this.#hosts.findIndex((host) => host.process === process);
    this.#time.after(this.#random.between(0, 20_000), undefined, () => this.#start(nth));
  }

  #befall(mishap: Mishap): void {
    const { process } = this.#anyHost();
    if (mishap === "kill") this.#crash(process);
    if (mishap === "jump") this.#clockAheadMs = this.#random.between(-1, 1) * this.#jumpMs();
    if (mishap === "damage") this.#damage(this.ledger.names("reports/"));
    if (mishap === "smudge") this.#damage(this.ledger.names("claims/"));
    if (mishap === "pause") {
      process.pausedUntil = this.#time.now + this.#random.between(500, 90_000);
    }
    this.ledger.count(mishap);
    this.ledger.note(`${mishap}, #${process.pid}, clock ${this.#clockAheadMs}`);
  }

  #jumpMs(): number {
    return this.#random.pick([3_000, 40_000, 24 * HOUR_MS]);
  }

  /** Mostly the newest, which is the one that is needed. */
  #damage(names: readonly string[]): void {
    const newest = names.at(-1);
    if (newest === undefined) return;
    const chosen = this.#random.chance(0.3) ? this.#random.pick([newest, ...names]) : newest;
    this.ledger.damaged(chosen);
    this.#store.damage(chosen, (body) =>
      this.#random.chance(0.7) ? body.slice(1) : body.map((byte) => byte ^ 1),
    );
  }

  #anyHost(): Host {
    const [first, ...more] = this.#hosts;
    if (first === undefined) throw new Error("there are no hosts");
    return this.#random.pick([first, ...more]);
  }

  #callSomewhere(): void {
    const [key = "", other = key] = this.#plan.keys;
    const waitMs = this.#random.pick([0, 0, 1_500, 20_000, Infinity]);
    const left = this.#random.chance(0.25) ? this.#random.between(8_000, 70_000) : Infinity;
    const options = { waitMs, deadline: this.#time.now + left };
    this.#call(this.#anyHost(), this.#random.pick([key, other]), options);
  }

  #call(host: Host, key: string, options: CallOptions, then?: (outcome: Outcome) => void): void {
    const { process } = host;
    const name = `call ${++this.#calls} for ${key} in #${process.pid}`;
    const call = { name, host, key, options, made: new Set<string | undefined>() };
    if (process.alive) this.#open.add(call);
    this.#time.after(0, process, () => {
      this.ledger.note(`${name}: ${JSON.stringify(options)}`);
      void this.#outcomeOf(call).then(then);
    });
  }

  async #outcomeOf(call: Call): Promise<Outcome> {
    const { host, key, options, name } = call;
    try {
      const result = await host.cache.getOrCreate(
        key,
        async () => await this.#produce(call),
        options,
      );
      this.ledger.note(`${name} is answered: slot ${result.slot}, hit ${result.hit}`);
      this.ledger.answered(key, result, call.made.has(textOf(result.body)));
      return result;
    } catch (error) {
      this.ledger.note(`${name} is refused: ${String(error)}`);
      this.ledger.refused(key, error);
      return { error };
    } finally {
      this.#open.delete(call);
      this.#checkLeftBehind(call);
    }
  }

  #checkLeftBehind({ name, key, host: { process } }: Call): void {
    const others = [...this.#open].filter(({ host }) => host.process === process);
    if (others.some((other) => other.key === key)) return;
    for (const claim of this.ledger.leftBehind(key, process)) {
      this.ledger.violated(`${name} leaves ${claim} behind`);
    }
  }

  async #produce(call: Call): Promise<Uint8Array> {
    const { process } = call.host;
    this.#checkStart(call);
    this.#countAtWork(process, 1);
    try {
      return await this.#work(call);
    } finally {
      this.#countAtWork(process, -1);
    }
  }

  #countAtWork(process: SimulatedProcess, more: number): void {
    const atWork = (this.#atWork.get(process) ?? 0) + more;
    this.#atWork.set(process, atWork);
    if (atWork > this.#plan.concurrency) this.ledger.violated(`${atWork} simultaneous productions`);
  }

  async #work({ name, key, host: { process }, made }: Call): Promise<Uint8Array> {
    const { failing, interrupted, lasting, deadly, leaseMs } = this.#plan;
    const happens = (rate: number) => this.#isChaos && this.#random.chance(rate);
    const most = happens(lasting) ? leaseMs * 4 : 1_000;
    if (happens(failing / 2)) throw new ProductionFailed(name);
    if (happens(deadly)) {
      this.#time.after(this.#random.between(0, most), process, () => this.#crash(process));
    }
    await this.#time.sleep(this.#random.between(0, most), process);
    if (happens(failing / 2)) throw new ProductionFailed(name);
    if (happens(interrupted)) throw new ProductionInterrupted(name);
    const text = `${key}, made by ${name}, ${made.size}`;
    made.add(text);
    return bytes(text);
  }

  #checkStart({ name, key, host }: Call): void {
    this.ledger.note(`${name} produces`);
    this.ledger.produces(key, host.process);
    const isFirst = !this.#produced.has(key);
    this.#produced.add(key);
    if (!isFirst && isFair(this.#plan)) this.ledger.violated(`${key} is produced twice`);
  }

  #calmDown(): void {
    this.ledger.note("the faults end");
    this.#isChaos = false;
    this.#network.weather = FAIR;
    for (const { process } of this.#hosts) process.pausedUntil = 0;
  }

  /** Every host gets the result, the same one, unless four slots are bad. */
  async #demand(key: string): Promise<void> {
    const until = this.#time.now + PATIENCE_MS;
    const slots = new Set<number>();
    for (const host of this.#hosts) {
      const outcome = await this.#insist(host, key, until);
      if ("slot" in outcome) slots.add(outcome.slot);
      else if (!isRefusal(outcome.error, "slots_exhausted")) {
        this.ledger.violated(`${key} is blocked for #${host.process.pid}`);
      }
    }
    if (slots.size > 1) this.ledger.violated(`${key} is answered from slots ${[...slots].join()}`);
  }

  /** Calls until the key is no longer held off. */
  async #insist(host: Host, key: string, until: number): Promise<Outcome> {
    for (;;) {
      let outcome: Outcome | undefined;
      this.#call(host, key, { waitMs: until - this.#time.now }, (settled) => {
        outcome = settled;
      });
      await this.#stepWhile(() => true);
      if (outcome === undefined) return { error: "no answer" };
      if ("slot" in outcome || !isRefusal(outcome.error, "held_off")) return outcome;
      const { retryAfterSeconds = 0 } = outcome.error;
      if (this.#time.now > until) return outcome;
      this.#time.after(retryAfterSeconds * 1_000, undefined, () => undefined);
      await this.#stepWhile(() => true);
    }
  }
}

function isRefusal(error: unknown, code: string): error is ClarityError {
  return error instanceof ClarityError && error.code === code;
}
