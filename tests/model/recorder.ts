import type { Cache } from "../../lib/cache/index.ts";
import { decodeClaim } from "../../lib/cache/claim.ts";
import { generationOf } from "../../lib/cache/layout.ts";
import { digestOf } from "../../lib/cache/results.ts";
import { ClarityError } from "../../lib/errors.ts";
import type { ObjectStore, StoredObject } from "../../lib/store/contract.ts";
import { listAll } from "../../lib/store/list-all.ts";
import { isOfEnvironment } from "../../lib/store/failures.ts";

/** Kinds of events and outcomes, by their numbers in `trace.pml` and `store.pml`. */
const KIND = {
  result: 1,
  claim: 2,
  released: 3,
  withdrawn: 4,
  read: 10,
  list: 20,
  produce: 21,
  answer: 22,
};
const OUTCOME = {
  absent: 0,
  created: 1,
  exists: 2,
  found: 3,
  damaged: 4,
  hit: 5,
  stored: 6,
  in_progress: 7,
  held_off: 8,
  slots_exhausted: 9,
  failed: 10,
  rejected: 253,
} as const;

type Outcome = keyof typeof OUTCOME;

/** What a process did for the key: an operation of the store, a production, or its answer to a call. */
export interface RecordedEvent {
  readonly kind: number;
  readonly slot: number;
  readonly generation: number;
  readonly nonce?: string | undefined;
  /** When it began, and when it ended: it happened in between. */
  begin: number;
  end?: number;
  /** Undefined when the process ended before it had an answer. */
  outcome?: Outcome;
}

type Begun = Omit<RecordedEvent, "begin">;

/** Receives each event when it begins and once more with its outcome. */
export type Sink = (event: RecordedEvent) => void;

/** Records one process's calls for one key, as the model has them. */
export class Recorder {
  readonly #sink: Sink;
  readonly #now: () => number;
  readonly #isInstant: boolean;

  /**
   * @param now a clock that all processes share
   * @param isInstant whether an operation happens at the moment at which it is answered
   */
  constructor(sink: Sink, now: () => number, isInstant: boolean) {
    this.#sink = sink;
    this.#now = now;
    this.#isInstant = isInstant;
  }

  /** A store that does what `store` does. The check of the store itself is not recorded. */
  store(store: ObjectStore): ObjectStore {
    const record = this.#record.bind(this);
    return {
      get: async (key, options) => {
        const get = async () => await store.get(key, options);
        const begun = eventOf(key);
        if (begun === undefined) return await get();
        return await record({ ...begun, kind: KIND.read + begun.kind }, get, contentOf(begun.kind));
      },
      create: async (key, body, metadata) => {
        const create = async () => await store.create(key, body, metadata);
        const begun = eventOf(key);
        if (begun === undefined) return await create();
        const nonce = begun.nonce ?? metadata?.["nonce"] ?? decodeClaim(body).nonce;
        return await record({ ...begun, nonce }, create, (answer) => answer);
      },
      list: async function* (prefix) {
        const [, , slot] = prefix.split("/");
        const begun = { kind: KIND.list, slot: Number(slot), generation: 0 };
        const list = async () => await listAll(store, prefix);
        yield* await record(begun, list, () => "found");
      },
      remove: async (key) => await store.remove(key),
    };
  }

  /** One call of `getOrCreate`. Returns whether it got a result. */
  async call(cache: Cache, key: string, produce: () => Promise<Uint8Array>): Promise<boolean> {
    const answer: RecordedEvent = { kind: KIND.answer, slot: 0, generation: 0, begin: 0 };
    try {
      const { hit } = await cache.getOrCreate(key, produce);
      answer.outcome = hit ? "hit" : "stored";
    } catch (error) {
      answer.outcome = error instanceof ClarityError ? outcomeOf(error.code) : "failed";
    }
    answer.begin = this.#now();
    answer.end = answer.begin;
    this.#sink(answer);
    return answer.outcome === "hit" || answer.outcome === "stored";
  }

  /** The production of `call`. */
  async production(produce: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const begun = { kind: KIND.produce, slot: 0, generation: 0 };
    return await this.#record(begun, produce, () => "found", failureOf);
  }

  async #record<T>(
    begun: Begun,
    run: () => Promise<T>,
    outcomeOfAnswer: (answer: T) => Outcome,
    outcomeOfFailure: (error: unknown) => Outcome = () => "rejected",
  ): Promise<T> {
    const event: RecordedEvent = { ...begun, begin: this.#now() };
    this.#sink(event);
    try {
      const answer = await run();
      event.outcome = outcomeOfAnswer(answer);
      return answer;
    } catch (error) {
      event.outcome = outcomeOfFailure(error);
      throw error;
    } finally {
      event.end = this.#now();
      if (this.#isInstant) event.begin = event.end;
      this.#sink(event);
    }
  }
}

function failureOf(error: unknown): Outcome {
  return isOfEnvironment(error) ? "rejected" : "failed";
}

function outcomeOf(code: string): Outcome {
  return code === "in_progress" || code === "held_off" || code === "slots_exhausted"
    ? code
    : "failed";
}

/** The object that a name is of; undefined for a name that is neither a result's nor a claim's. */
function eventOf(name: string): Begun | undefined {
  const [folder, , slot = "", last = ""] = name.split("/");
  if (folder === "reports") return { kind: KIND.result, slot: Number(slot[0]), generation: 0 };
  if (folder !== "claims") return undefined;
  const [generation = "", nonce, end] = last.split(".");
  const kind =
    end === "released" ? KIND.released : end === "withdrawn" ? KIND.withdrawn : KIND.claim;
  return { kind, slot: Number(slot), generation: generationOf(generation) ?? -1, nonce };
}

function contentOf(kind: number): (found: StoredObject | undefined) => Outcome {
  return (found) => {
    if (found === undefined) return "absent";
    const isDamaged = kind === KIND.result && found.metadata["sha256"] !== digestOf(found.body);
    return isDamaged ? "damaged" : "found";
  };
}

/** An event whose outcome is unknown matches any. */
const ANY = 99;
const NEVER = 1e300;

/**
 * The events of each process as lines for `trace.h`. A nonce is numbered as the model does it: by its process, and by
 * how often that process had created a generation 0.
 */
export function traceLines(
  processes: readonly (readonly RecordedEvent[])[],
  most: number,
): string[] {
  return processes.flatMap((events, process) => {
    const numbers = new Map<string | undefined, number>();
    let nth = 0;
    return events.map(({ kind, slot, generation, nonce, outcome, begin, end = NEVER }) => {
      if (kind === KIND.claim && generation === 0) nth++;
      if (kind === KIND.claim) numbers.set(nonce, 1 + process + most * (nth - 1));
      const number = nonce === undefined ? 0 : (numbers.get(nonce) ?? -1);
      const code = outcome === undefined ? ANY : OUTCOME[outcome];
      return [process, kind, slot, generation, number, code, begin, end].join(" ");
    });
  });
}
