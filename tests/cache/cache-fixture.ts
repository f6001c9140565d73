import { createHash } from "node:crypto";
import { onTestFinished } from "vitest";
import { Cache, type CacheOptions, type Produce } from "../../lib/cache/index.ts";
import { encodeClaim, type Owner } from "../../lib/cache/claim.ts";
import type { CacheEvent } from "../../lib/cache/index.ts";
import { ClarityError } from "../../lib/errors.ts";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { identityOfProcess, idleProcess } from "../store/child-processes.ts";
import { bytes } from "../store/temp-folder.ts";
import { places } from "./places.ts";
import { LAYOUT } from "./report-layout.ts";
import { listAll } from "../../lib/store/list-all.ts";

export const LEASE_MS = 30_000;
export const KEY = "0".repeat(64);
export const REPORT = bytes("%PDF-1.7 the report");

interface FixtureOptions extends Partial<CacheOptions> {
  /** The place of another fixture, to share its store as another process would. */
  readonly root?: string;
  /** What lies between the cache and its store. */
  readonly through?: (store: ObjectStore) => ObjectStore;
}

export interface Fixture {
  readonly root: string;
  /** The store itself, whatever lies between it and the cache. */
  readonly store: ObjectStore;
  readonly cache: Cache;
  readonly events: CacheEvent[];
}

/** A place that is discarded when the test is over. */
export async function temporaryPlace(): Promise<string> {
  const root = await places().make();
  onTestFinished(async () => await places().discard(root));
  return root;
}

/** A cache in a new place, or in the place of another fixture. */
export async function openCache(options: FixtureOptions = {}): Promise<Fixture> {
  const { root = await temporaryPlace(), through = (store) => store, ...rest } = options;
  const store = await places().open(root);
  const events: CacheEvent[] = [];
  const defaults = { layout: LAYOUT, leaseMs: LEASE_MS, concurrency: 4 };
  const observe = (event: CacheEvent) => {
    events.push(event);
    rest.observe?.(event);
  };
  return {
    root,
    store,
    events,
    cache: new Cache({ ...defaults, ...rest, store: through(store), observe }),
  };
}

/** The store, with the given operations in place of its own. */
export function changed(store: ObjectStore, changes: Partial<ObjectStore>): ObjectStore {
  return {
    get: async (key, options) => await store.get(key, options),
    create: async (key, body, metadata) => await store.create(key, body, metadata),
    list: (prefix) => store.list(prefix),
    remove: async (key) => await store.remove(key),
    ...changes,
  };
}

/** A production that counts how often it was started. */
export class Work {
  started = 0;
  readonly produce: Produce;

  constructor(make: (nth: number) => Promise<Uint8Array> | Uint8Array = () => REPORT) {
    this.produce = async () => await make(++this.started);
  }
}

/** Something to wait for until it is opened. */
export class Gate {
  readonly opened: Promise<void>;
  open: () => void = () => undefined;

  constructor() {
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
  }
}

/** A production that has begun when `begun` resolves, and continues when `gate` is opened. */
export function heldWork(make: () => Uint8Array = () => REPORT) {
  const begun = new Gate();
  const gate = new Gate();
  const work = new Work(async () => {
    begun.open();
    await gate.opened;
    return make();
  });
  return { produce: work.produce, begun: begun.opened, gate };
}

/** A production that fails. @throws Error always */
export function outOfInk(): never {
  throw new Error("out of ink");
}

/** How often an event happened. */
export function countOf(events: readonly CacheEvent[], type: CacheEvent["type"]): number {
  return events.filter((event) => event.type === type).length;
}

export function sha256(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}

/** The owner of claims in a process that lives until the test is over. */
export async function livingOwner(): Promise<Owner> {
  return { instance: "another", ...identityOfProcess((await idleProcess()).pid) };
}

/** The owner of claims in a dead process whose pid another process has now. */
export async function deadOwner(): Promise<Owner> {
  return { ...(await livingOwner()), startTime: "1" };
}

interface Planted {
  readonly slot?: number;
  readonly generation?: number;
  readonly owner?: Owner;
  readonly leaseMs?: number;
  /** Instead of all the above. */
  readonly body?: Uint8Array;
  /** How long ago it was made; negative is ahead. */
  readonly ageMs?: number;
}

/** Puts a claim for `KEY` into the store as another process would have. Its nonce is its generation. */
export async function plantClaim({ store, root }: Fixture, planted: Planted): Promise<void> {
  const { slot = 0, generation = 0, leaseMs = LEASE_MS, ageMs = 0 } = planted;
  const owner = planted.owner ?? (await livingOwner());
  const body = planted.body ?? encodeClaim(`nonce-${generation}`, leaseMs, owner);
  const key = `${LAYOUT.claims}/${KEY}/${slot}/${generation}`;
  await store.create(key, body);
  await setAge(root, key, ageMs);
}

/** Makes an object look as if it had been created that long ago. */
export async function setAge(root: string, key: string, ageMs: number): Promise<void> {
  await places().setAge(root, key, ageMs);
}

/** The names of all claims and releases for `KEY`, such as `0/1`. */
export async function claimNames(store: ObjectStore): Promise<string[]> {
  const prefix = `${LAYOUT.claims}/${KEY}/`;
  return (await listAll(store, prefix)).map(({ key }) => key.slice(prefix.length));
}

/** The names of all stored results for `KEY`, such as `0.pdf`. */
export async function resultNames(store: ObjectStore): Promise<string[]> {
  const prefix = `${LAYOUT.results}/${KEY}/`;
  return (await listAll(store, prefix)).map(({ key }) => key.slice(prefix.length));
}

/** The outcome of a request for `KEY`: why it took a claim over, or else `hit`, `produced` or the code. */
export async function outcomeOf({ cache, events }: Fixture, { produce }: Work): Promise<string> {
  const before = events.length;
  const outcome = await cache.getOrCreate(KEY, produce).then(
    ({ hit }) => (hit ? "hit" : "produced"),
    (error: unknown) => (error instanceof ClarityError ? error.code : String(error)),
  );
  const takeOver = events.slice(before).find((event) => event.type === "take_over");
  return takeOver?.reason ?? outcome;
}
