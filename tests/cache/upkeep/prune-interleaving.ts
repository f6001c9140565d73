import { Cache } from "../../../lib/cache/index.ts";
import { encodeClaim } from "../../../lib/cache/claim.ts";
import { erase, type CacheInStore } from "../../../lib/cache/upkeep/index.ts";
import { ClarityError } from "../../../lib/errors.ts";
import type { ObjectStore } from "../../../lib/store/contract.ts";
import { namelessProcess } from "../../../lib/store/process-identity.ts";
import { bytes } from "../../store/temp-folder.ts";
import { REPORT, sha256 } from "../cache-fixture.ts";
import { LAYOUT } from "../report-layout.ts";
import { MemoryStore } from "../simulated/memory-store.ts";
import { settle } from "../simulated/virtual-time.ts";
import { pruneAll } from "./collected.ts";
import { HOUR_MS } from "./kept.ts";

const KEY = "key";
/** The errors that a call may fail with: after several guards a key may have to pause. */
const PASSING = new Set(["in_progress", "held_off"]);

export interface PruneSetting {
  /** What each slot holds, from slot 0 on. */
  readonly slots: readonly ("good" | "bad")[];
  /** The slots that have a claim, of a process about which nothing is known. */
  readonly claims: readonly number[];
  readonly pruners: number;
  readonly erasers?: number;
  /** How long ago all of it was created; by default two days. */
  readonly ageMs?: number;
  readonly callers: number;
}

type Simulated = Required<Omit<CacheInStore, "isKey">>;

interface Operation {
  readonly name: string;
  /** Lets it happen and answers its caller. Returns the answer as text. */
  readonly happen: () => Promise<string>;
}

/** One order of the store operations of pruners and of callers for one key. */
class PruneInterleaving {
  productions = 0;
  /** For each contender the operations that it has sent and that have not happened yet. */
  readonly #sent: Operation[][] = [];
  readonly #histories: string[] = [];
  readonly #failures: string[] = [];
  readonly #store: MemoryStore;
  readonly #expected: number;
  #now = Date.UTC(2026, 10);

  /** @param expected how often the result has to be produced */
  constructor(expected: number) {
    this.#expected = expected;
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
      this.#enter(async (cache) => void (await pruneAll(cache)));
    }
    for (let nth = 0; nth < erasers; nth++) {
      this.#enter(async (cache) => void (await erase(cache, KEY)));
    }
    for (let nth = 0; nth < callers; nth++) this.#enter(async (cache) => await this.#call(cache));
    await settle();
  }

  async state(): Promise<string> {
    const kept = this.#store.listed("").map(({ key, size }) => `${key} ${size}`);
    return [...this.#histories, ...kept].join("\n\n");
  }

  /** Contender and index of each operation that may happen next. */
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

  /** One more call comes much later; then the result is there, produced as often as expected. */
  async assertSound(): Promise<void> {
    this.#now += 2 * HOUR_MS;
    const later = this.#cacheOf("later", this.#store);
    await this.#call(later);
    const found = await new Cache(optionsOf(later)).get(KEY);
    const faults = [
      ...this.#failures,
      ...(found?.sha256 === sha256(REPORT) ? [] : ["no good result is left"]),
      ...(this.productions === this.#expected ? [] : [`${this.productions} productions`]),
    ];
    if (faults.length > 0) throw new Error([...faults, ...this.#histories].join("\n\n"));
  }

  #enter(task: (cache: Simulated) => Promise<void>): void {
    const sent: Operation[] = [];
    const nth = this.#sent.push(sent) - 1;
    this.#histories.push(`#${nth}`);
    task(this.#cacheOf(`contender-${nth}`, this.#through(sent))).catch((error: unknown) =>
      this.#failures.push(String(error)),
    );
  }

  /** The cache as one contender has it. Time stands still, and nonces follow from the contender alone. */
  #cacheOf(contender: string, store: ObjectStore): Simulated {
    let nonces = 0;
    const runtime = {
      monotonicMs: () => this.#now,
      epochMs: () => this.#now,
      random: () => 0,
      nonce: () => `${contender}-nonce-${++nonces}`,
      startTimer: () => {
        throw new Error("a contender starts a timer, but time stands still in an interleaving");
      },
      process: namelessProcess(),
      isDead: () => false,
    };
    return { store, layout: LAYOUT, runtime };
  }

  /** A call may meet a conflict or a hold-off. Any other failure is a fault. */
  async #call(cache: Simulated): Promise<void> {
    const produce = async () => {
      this.productions++;
      return await Promise.resolve(REPORT);
    };
    try {
      await new Cache(optionsOf(cache)).getOrCreate(KEY, produce);
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
      list: async function* (prefix) {
        const listed = async () => await Promise.resolve(store.listed(prefix));
        yield* await send(sent, `list ${prefix}`, listed);
      },
      remove: async (key) => await send(sent, `remove ${key}`, async () => await store.remove(key)),
    };
  }
}

function optionsOf(cache: Simulated) {
  return { ...cache, leaseMs: 30_000, concurrency: 1 };
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

/** Everything in an answer that its caller may act on. */
function summaryOf(answer: unknown): string {
  if (Array.isArray(answer)) return answer.map(summaryOf).join(" ");
  if (typeof answer !== "object" || answer === null) return String(answer);
  return ["key" in answer ? answer.key : "", "identity" in answer ? answer.identity : ""].join(":");
}

/** An order of one setting, before its first operation. */
export async function beginPruning(
  setting: PruneSetting,
  expected: number,
): Promise<PruneInterleaving> {
  const order = new PruneInterleaving(expected);
  await order.start(setting);
  return order;
}
