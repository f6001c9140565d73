import { Cache } from "../../../lib/cache/cache.ts";
import { encodeClaim } from "../../../lib/cache/claim.ts";
import { erase } from "../../../lib/cache/upkeep/erase.ts";
import { prune } from "../../../lib/cache/upkeep/prune.ts";
import { ClarityError } from "../../../lib/errors.ts";
import type { ObjectStore } from "../../../lib/store/contract.ts";
import { namelessProcess } from "../../../lib/store/process-identity.ts";
import { bytes } from "../../store/temp-folder.ts";
import { REPORT, sha256 } from "../cache-fixture.ts";
import { LAYOUT } from "../report-layout.ts";
import { MemoryStore } from "../simulated/memory-store.ts";
import { settle } from "../simulated/virtual-time.ts";
import { HOUR_MS } from "./kept.ts";

const KEY = "key";
/** After several guards a key may have to pause. */
const PASSING = new Set(["in_progress", "held_off"]);
const NONCES = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export interface PruneSetting {
  /** What each slot holds, from slot 0 on. */
  readonly slots: readonly ("good" | "bad")[];
  /** Slots that have a claim; of a process of which nothing is known. */
  readonly claims: readonly number[];
  readonly pruners: number;
  readonly erasers?: number;
  /** How long ago all of it was made; two days where nothing else is set. */
  readonly ageMs?: number;
  readonly callers: number;
}

interface Operation {
  readonly name: string;
  /** Lets it happen, and tells its caller; the answer as text. */
  readonly happen: () => Promise<string>;
}

/** One order of the store operations of pruners and of callers for one key. */
class PruneInterleaving {
  productions = 0;
  /** Of each contender, what it has sent and is not done. */
  readonly #sent: Operation[][] = [];
  readonly #histories: string[] = [];
  readonly #failures: string[] = [];
  readonly #store: MemoryStore;
  #now = Date.UTC(2026, 10);

  constructor() {
    this.#store = new MemoryStore(() => this.#now);
  }

  async start(setting: PruneSetting): Promise<void> {
    const { slots, claims, pruners, erasers = 0, callers, ageMs = 48 * HOUR_MS } = setting;
    await this.#store.create("probe/create-only", bytes(""));
    const owner = { instance: "of old", ...namelessProcess() };
    const claim = encodeClaim("of-old", 30_000, owner);
    for (const slot of claims) await this.#store.create(`claims/${KEY}/${slot}/0`, claim);
    const metadata = { key: KEY, nonce: "of old", sha256: sha256(REPORT) };
    for (const [slot, content] of slots.entries()) {
      const body = content === "good" ? REPORT : bytes("%PD");
      await this.#store.create(`reports/${KEY}/${slot}.pdf`, body, metadata);
    }
    this.#now += ageMs;
    for (let nth = 0; nth < pruners; nth++) {
      this.#enter(async (store) => void (await prune({ store, layout: LAYOUT })));
    }
    for (let nth = 0; nth < erasers; nth++) {
      this.#enter(async (store) => void (await erase({ store, layout: LAYOUT }, KEY)));
    }
    for (let nth = 0; nth < callers; nth++) this.#enter(async (store) => await this.#call(store));
    await settle();
  }

  /** Interleavings in the same state can only go on alike. */
  async state(): Promise<string> {
    const kept = (await this.#store.list("")).map(({ key, size }) => `${key} ${size}`);
    return [...this.#histories, ...kept].join("\n\n").replaceAll(NONCES, "N");
  }

  /** The contenders that have something to do, and which of their operations. */
  get choices(): (readonly [number, number])[] {
    return this.#sent.flatMap((sent, nth) => sent.map((_, index) => [nth, index] as const));
  }

  async take([nth, index]: readonly [number, number]): Promise<void> {
    const [operation] = this.#sent[nth]?.splice(index, 1) ?? [];
    if (operation === undefined) throw new Error("no such operation");
    const line = `${operation.name}: ${await operation.happen()}`;
    this.#histories[nth] = `${this.#histories[nth]}\n${line}`;
    await settle();
  }

  /** What is wrong once nothing is left to choose, and one more has come for the key much later. */
  async faults(expected: number): Promise<string[]> {
    this.#now += 2 * HOUR_MS;
    await this.#call(this.#store);
    const found = await new Cache(optionsOf(this.#store)).find(KEY);
    return [
      ...this.#failures,
      ...(found?.sha256 === sha256(REPORT) ? [] : ["no good result is left"]),
      ...(this.productions === expected ? [] : [`${this.productions} productions`]),
    ];
  }

  get trace(): string {
    return this.#histories.join("\n\n");
  }

  #enter(task: (store: ObjectStore) => Promise<void>): void {
    const sent: Operation[] = [];
    const nth = this.#sent.push(sent) - 1;
    this.#histories.push(`#${nth}`);
    task(this.#through(sent)).catch((error: unknown) => this.#failures.push(String(error)));
  }

  /** A call may be told to come again; anything else that goes wrong is a fault. */
  async #call(store: ObjectStore): Promise<void> {
    const produce = async () => {
      this.productions++;
      return await Promise.resolve(REPORT);
    };
    try {
      await new Cache(optionsOf(store)).getOrCreate(KEY, produce);
    } catch (error) {
      if (!(error instanceof ClarityError && PASSING.has(error.code))) throw error;
    }
  }

  #through(sent: Operation[]): ObjectStore {
    const store = this.#store;
    return {
      get: async (key) => await send(sent, `get ${key}`, async () => await store.get(key)),
      create: async (key, ...rest) =>
        await send(sent, `create ${key}`, async () => await store.create(key, ...rest)),
      list: async (prefix) =>
        await send(sent, `list ${prefix}`, async () => await store.list(prefix)),
      remove: async (key) => await send(sent, `remove ${key}`, async () => await store.remove(key)),
    };
  }
}

function optionsOf(store: ObjectStore) {
  return { store, layout: LAYOUT, leaseMs: 30_000, concurrency: 1 };
}

async function send<T>(sent: Operation[], name: string, run: () => Promise<T>): Promise<T> {
  return await new Promise((resolve) => {
    const happen = async () => {
      const answer = await run();
      resolve(answer);
      return summaryOf(answer);
    };
    sent.push({ name, happen });
  });
}

/** All of an answer that its caller may act on. */
function summaryOf(answer: unknown): string {
  if (Array.isArray(answer)) return answer.map(summaryOf).join(" ");
  if (typeof answer !== "object" || answer === null) return String(answer);
  return ["key" in answer ? answer.key : "", "identity" in answer ? answer.identity : ""].join(":");
}

/**
 * Runs every order that a setting allows, but for those that could only go on like another one.
 *
 * @param expected how often the result is to be produced, in each of them
 * @throws Error with the first order that comes to something else
 */
export async function explorePruning(setting: PruneSetting, expected: number) {
  const states = new Set<string>();
  const open: (readonly [number, number])[][] = [[]];
  let ends = 0;
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const run = new PruneInterleaving();
    await run.start(setting);
    for (const choice of path) await run.take(choice);
    for (let state = await run.state(); !states.has(state); state = await run.state()) {
      states.add(state);
      const [next, ...others] = run.choices;
      for (const other of others) open.push([...path, other]);
      if (next === undefined) {
        ends++;
        const faults = await run.faults(expected);
        if (faults.length > 0) throw new Error([...faults, run.trace].join("\n"));
        break;
      }
      path.push(next);
      await run.take(next);
    }
  }
  return { ends, states: states.size };
}
