import { describe, expect, it } from "vitest";
import { WaitPermits, type WaitPermit, type WaitingOptions } from "../../lib/cache/wait-permits.ts";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import { changed, heldWork, KEY, openCache, plantClaim, Work } from "./cache-fixture.ts";
import { MemoryStore } from "./simulated/memory-store.ts";
import { Random } from "./simulated/random.ts";
import { listAll } from "../../lib/store/list-all.ts";

const WINDOW_MS = 30_000;
const PREFIX = "probe/waiting";
/** The start of an even window. */
const START = 1_000 * WINDOW_MS;

/** Each object is another process, with the same store and clock. */
function processes(concurrency: number, options: Partial<WaitingOptions> = {}) {
  const clock = { now: START };
  const random = new Random(1);
  const store = new MemoryStore(() => clock.now);
  const runtime = {
    epochMs: () => clock.now,
    monotonicMs: () => clock.now,
    random: () => random.next(),
  };
  const start = (over: ObjectStore = store) =>
    new WaitPermits({ store: over, prefix: PREFIX, concurrency, runtime, ...options });
  return { clock, store, random, start };
}

/** What that many processes get that ask one after the other and keep what they get. */
async function takenBy(start: () => WaitPermits, count: number): Promise<WaitPermit[]> {
  const permits: WaitPermit[] = [];
  for (let nth = 0; nth < count; nth++) {
    const permit = await start().take();
    if (permit !== undefined) permits.push(permit);
  }
  return permits;
}

describe("permits to wait", () => {
  it("are granted to 10 of 20 processes that wait simultaneously, when 10 may", async () => {
    const { start } = processes(10);
    expect(await takenBy(start, 20)).toHaveLength(10);
  });

  it("are granted to all of 40 processes whose waits do not overlap, when 10 may wait simultaneously", async () => {
    const { start } = processes(10);
    for (let nth = 0; nth < 40; nth++) {
      const permit = await start().take();
      expect(permit).toBeDefined();
      await permit?.giveBack();
    }
  });

  it("end shortly before the window after theirs, or with the present one when only older ones are free", async () => {
    const { start, clock } = processes(2);
    clock.now += 10_000;
    const ends = (await takenBy(start, 3)).map(({ until }) => until - START);
    expect(ends).toEqual([2 * WINDOW_MS - 2_000, WINDOW_MS - 2_000]);
  });

  it("of processes that were killed are free again in a later window", async () => {
    const { start, clock } = processes(6);
    expect(await takenBy(start, 20)).toHaveLength(6);
    clock.now += 2 * WINDOW_MS;
    expect(await takenBy(start, 20)).toHaveLength(6);
  });

  it.each([
    [0, 0],
    [1, 1],
    [3, 3],
  ])("where %d may wait simultaneously are %d", async (concurrency, granted) => {
    const { start, clock } = processes(concurrency);
    expect(await takenBy(start, 5)).toHaveLength(granted);
    clock.now += 3 * WINDOW_MS;
    expect(await takenBy(start, 5)).toHaveLength(granted);
  });

  it("are never more than allowed, whenever calls come, however long they wait, killed or not", async () => {
    const concurrency = 8;
    const { start, clock, random } = processes(concurrency);
    let waiting: (WaitPermit & { readonly leaves: number; readonly isKilled: boolean })[] = [];
    let most = 0;
    let refused = 0;
    for (let call = 0; call < 1_000; call++) {
      clock.now += random.between(0, 2_000);
      for (const { leaves, isKilled, giveBack } of waiting) {
        if (leaves <= clock.now && !isKilled) await giveBack();
      }
      waiting = waiting.filter(({ leaves, until }) => Math.min(leaves, until) > clock.now);
      const permit = await start().take();
      if (permit === undefined) refused++;
      else {
        const leaves = clock.now + random.between(0, 20_000);
        waiting.push({ ...permit, leaves, isKilled: random.chance(0.1) });
      }
      most = Math.max(most, waiting.length);
    }
    expect(most).toBe(concurrency);
    expect(refused).toBeGreaterThan(0);
  });

  it("are taken once each when 20 processes ask at the same moment", async () => {
    const { start, store } = processes(40);
    const asked = await Promise.all(Array.from({ length: 20 }, async () => await start().take()));
    const granted = asked.filter((permit) => permit !== undefined);
    expect(granted.length).toBeGreaterThanOrEqual(10);
    expect(await listAll(store, PREFIX)).toHaveLength(granted.length);
  });

  it("fail when the store cannot be reached", async () => {
    const { start, store } = processes(4);
    const broken = changed(store, {
      create: async () => await Promise.reject(new Error("out of reach")),
    });
    expect(await rejectionOf(start(broken).take())).toEqual(new Error("out of reach"));
  });
});

/** How many objects are left after ten windows with a wait in each. */
async function leftAfterTenWindows(options: Partial<WaitingOptions>, over?: Partial<ObjectStore>) {
  const { start, clock, store } = processes(4, options);
  const permits = start(over && changed(store, over));
  for (let window = 0; window < 10; window++) {
    await (await permits.take())?.giveBack();
    clock.now += WINDOW_MS;
  }
  return (await listAll(store, PREFIX)).length;
}

describe("the objects of old permits", () => {
  it("are removed where nothing else removes them, except those of the last windows", async () => {
    expect(await leftAfterTenWindows({ removeOld: true })).toBe(6);
  });

  it("stay where the bucket's lifecycle removes them", async () => {
    expect(await leftAfterTenWindows({})).toBe(20);
  });

  it("do no harm where they cannot be removed", async () => {
    const denied = { remove: async () => await Promise.reject(new Error("access denied")) };
    expect(await leftAfterTenWindows({ removeOld: true }, denied)).toBe(20);
  });
});

describe("a cache in which only so many calls may wait", () => {
  it("lets 4 of 12 processes wait, and answers the other 8 immediately", async () => {
    const owner = await openCache();
    const { produce, begun, gate } = heldWork();
    const produced = owner.cache.getOrCreate(KEY, produce);
    await begun;
    const waiting = { prefix: PREFIX, concurrency: 4 };
    // Time stands still for the permits, so that no window ends while the test runs.
    const runtime = { epochMs: () => START };
    // Each as a separate process: calls of one process share a flight, and its permit.
    const others = await Promise.all(
      Array.from({ length: 12 }, async () => {
        return await openCache({ root: owner.root, waiting, runtime });
      }),
    );
    const work = new Work();
    let refused = 0;
    const outcomes: unknown[] = [];
    const waits: Promise<void>[] = [];
    for (const { cache } of others) {
      const call = cache.getOrCreate(KEY, work.produce, { waitMs: 600_000 }).then(
        ({ hit }) => outcomes.push(hit ? "hit" : "produced"),
        (error: unknown) => {
          outcomes.push(error instanceof Error && "code" in error ? error.code : error);
          // The result comes only after all others were refused, so none is refused by a timeout.
          if (++refused === 8) gate.open();
        },
      );
      waits.push(call.then(() => undefined));
    }
    await Promise.all(waits);
    const hits = outcomes.filter((outcome) => outcome === "hit").length;
    expect(hits).toBe(4);
    expect(outcomes.filter((outcome) => outcome === "in_progress")).toHaveLength(8);
    expect((await produced).hit).toBe(false);
    expect(work.started).toBe(0);
  });

  it("takes no permit when no call has to wait", async () => {
    const waiting = { prefix: PREFIX, concurrency: 4 };
    const { cache, store } = await openCache({ waiting });
    await cache.getOrCreate(KEY, new Work().produce, { waitMs: 10_000 });
    await cache.getOrCreate(KEY, new Work().produce, { waitMs: 10_000 });
    expect(await listAll(store, PREFIX)).toEqual([]);
  });

  it("gives the permit back when the wait is over", async () => {
    const waiting = { prefix: PREFIX, concurrency: 1 };
    const fixture = await openCache({ waiting, runtime: { epochMs: () => START + WINDOW_MS } });
    await plantClaim(fixture, { leaseMs: 600_000 });
    for (const nth of [0, 1, 2]) {
      const call = fixture.cache.getOrCreate(KEY, new Work().produce, { waitMs: 200 });
      expect(await rejectionOf(call)).toMatchObject({ code: "in_progress" });
      const names = (await listAll(fixture.store, PREFIX)).map(({ key }) => key.split("/").at(-1));
      expect(names).toContain(`0.${nth}.given-back`);
    }
  });

  it("answers a call immediately when its permit cannot be taken", async () => {
    const waiting = { prefix: PREFIX, concurrency: 4 };
    const fixture = await openCache({
      waiting,
      through: (store) =>
        changed(store, {
          create: async (key, body, metadata) => {
            if (key.startsWith(PREFIX)) throw new Error("out of reach");
            return await store.create(key, body, metadata);
          },
        }),
    });
    await plantClaim(fixture, { leaseMs: 600_000 });
    const call = fixture.cache.getOrCreate(KEY, new Work().produce, { waitMs: 600_000 });
    expect(await rejectionOf(call)).toMatchObject({ code: "in_progress" });
  });
});
