import { describe, expect, it } from "vitest";
import { Cache } from "../../lib/cache/index.ts";
import { Lookups } from "../../lib/cache/lookups.ts";
import { changed, Gate, openCache, Work } from "./cache-fixture.ts";
import { LAYOUT } from "./report-layout.ts";
import { MemoryStore } from "./simulated/memory-store.ts";

describe("a lookup", () => {
  it("is stale when a flight for its key ended since it began, and only then", () => {
    const lookups = new Lookups();
    const [one, another, other] = ["one", "one", "other"].map((key) => lookups.begin(key));
    another?.end();
    lookups.markStale("one");
    expect([one, another, other].map((lookup) => lookup?.isStale)).toEqual([true, false, false]);
    one?.end();
    expect(lookups.begin("one").isStale).toBe(false);
  });
});

describe("a cache miss", () => {
  it("reads the store once, though 20 flights for other keys end during its lookup", async () => {
    const gate = new Gate();
    const reads: string[] = [];
    const { cache } = await openCache({
      concurrency: 30,
      through: (store) =>
        changed(store, {
          get: async (key) => {
            const found = await store.get(key);
            if (!key.startsWith("reports/slow/")) return found;
            reads.push(key);
            await gate.opened;
            return found;
          },
        }),
    });
    const slow = cache.getOrCreate("slow", new Work().produce);
    const keys = Array.from({ length: 20 }, (_, nth) => `key-${nth}`);
    await Promise.all(keys.map(async (key) => await cache.getOrCreate(key, new Work().produce)));
    gate.open();
    expect(await slow).toMatchObject({ hit: false });
    expect(reads).toEqual(["reports/slow/0.pdf"]);
  });
});

/** Opens a gate so many microtasks later. */
async function openAfter(ticks: number, gate: Gate): Promise<void> {
  for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
  gate.open();
}

describe("a lookup that ends at the moment at which a flight for its key ends", () => {
  it("never takes our own finished claim for an abandoned one, in any order of microtasks", async () => {
    const outcomes = new Set<string>();
    for (let ticks = 0; ticks < 60; ticks++) {
      const store = new MemoryStore(() => 0);
      const [lookedUp, stored] = [new Gate(), new Gate()];
      let reads = 0;
      const through = changed(store, {
        get: async (key) => {
          const found = await store.get(key);
          if (++reads > 1) return found;
          lookedUp.open();
          await stored.opened;
          return found;
        },
        create: async (key, body, metadata) => {
          const outcome = await store.create(key, body, metadata);
          if (key.startsWith("reports/")) void openAfter(ticks, stored);
          return outcome;
        },
      });
      const takeOvers: unknown[] = [];
      const cache = new Cache({
        store: through,
        layout: LAYOUT,
        leaseMs: 30_000,
        concurrency: 4,
        observe: (event) => event.type === "take_over" && takeOvers.push(event),
      });
      const work = new Work();
      const late = cache.getOrCreate("key", work.produce, { waitMs: 10_000 });
      await lookedUp.opened;
      const first = await cache.getOrCreate("key", work.produce);
      outcomes.add(`${first.hit} ${(await late).hit} ${work.started} ${takeOvers.length}`);
    }
    expect([...outcomes]).toEqual(["false true 1 0"]);
  });
});
