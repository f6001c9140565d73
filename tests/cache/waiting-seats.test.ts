import { describe, expect, it } from "vitest";
import { WaitingSeats } from "../../lib/cache/waiting-seats.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import { changed, heldWork, KEY, openCache, plantClaim, Work } from "./cache-fixture.ts";

const WINDOW_MS = 30_000;
const PREFIX = "probe/waiting";

async function openSeats(concurrency: number, clock: { now: number }) {
  const { store } = await openCache();
  return new WaitingSeats({ store, prefix: PREFIX, concurrency, now: () => clock.now });
}

/** The answers to that many calls, at one moment. */
async function taken(seats: WaitingSeats, calls: number): Promise<number[]> {
  const answers: number[] = [];
  for (let call = 0; call < calls; call++) answers.push(await seats.take());
  return answers;
}

describe("seats for waiting calls", () => {
  it("are half as many a window as calls may wait, and free again in the next one", async () => {
    const clock = { now: 1_000 * WINDOW_MS };
    const seats = await openSeats(6, clock);
    expect((await taken(seats, 20)).filter((ms) => ms > 0)).toHaveLength(3);
    clock.now += WINDOW_MS;
    expect((await taken(seats, 20)).filter((ms) => ms > 0)).toHaveLength(3);
  });

  it("are kept until shortly before the window after the next one", async () => {
    const clock = { now: 1_000 * WINDOW_MS };
    const seats = await openSeats(6, clock);
    expect(await seats.take()).toBe(2 * WINDOW_MS - 2_000);
    clock.now += WINDOW_MS - 1;
    expect(await seats.take()).toBe(WINDOW_MS + 1 - 2_000);
  });

  it.each([0, 1])("are none where %d may wait", async (concurrency) => {
    const seats = await openSeats(concurrency, { now: 0 });
    expect(await taken(seats, 3)).toEqual([0, 0, 0]);
  });

  it("never let more wait than may, whenever they come and however long they stay", async () => {
    const concurrency = 8;
    const clock = { now: 1_000 * WINDOW_MS };
    const seats = await openSeats(concurrency, clock);
    let waiting: number[] = [];
    let most = 0;
    for (let call = 0; call < 400; call++) {
      clock.now += Math.random() * 2_000;
      waiting = waiting.filter((until) => until > clock.now);
      const granted = await seats.take();
      if (granted > 0) waiting.push(clock.now + granted);
      most = Math.max(most, waiting.length);
    }
    expect(most).toBeGreaterThan(concurrency / 2);
    expect(most).toBeLessThanOrEqual(concurrency);
  });
});

describe("a cache in which only so many calls may wait", () => {
  it("lets those wait that have a seat, and tells the others at once", async () => {
    const owner = await openCache();
    const { produce, begun, gate } = heldWork();
    const produced = owner.cache.getOrCreate(KEY, produce);
    await begun;
    const waiting = { prefix: PREFIX, concurrency: 4 };
    // Each as a process of its own: calls of one process share a flight, and its seat.
    const others = await Promise.all(
      Array.from({ length: 12 }, async () => await openCache({ root: owner.root, waiting })),
    );
    const work = new Work();
    let told = 0;
    const answers = others.map(async ({ cache }) => {
      try {
        const { hit } = await cache.getOrCreate(KEY, work.produce, { waitMs: 600_000 });
        return hit ? "hit" : "produced";
      } catch (error) {
        // Nobody is told by a time-out here: the result comes only when so many have been told.
        if (++told === others.length - 4) gate.open();
        return error instanceof Error && "code" in error ? error.code : error;
      }
    });
    // Seats of one window or, where the test happens upon its end, of two.
    const outcomes = await Promise.all(answers);
    const hits = outcomes.filter((outcome) => outcome === "hit").length;
    expect(hits).toBeGreaterThanOrEqual(2);
    expect(hits).toBeLessThanOrEqual(4);
    expect(outcomes.filter((outcome) => outcome === "in_progress")).toHaveLength(12 - hits);
    expect((await produced).hit).toBe(false);
    expect(work.started).toBe(0);
  });

  it("does not ask for a seat where nobody has to wait", async () => {
    const waiting = { prefix: PREFIX, concurrency: 4 };
    const { cache, store } = await openCache({ waiting });
    await cache.getOrCreate(KEY, new Work().produce, { waitMs: 10_000 });
    await cache.getOrCreate(KEY, new Work().produce, { waitMs: 10_000 });
    expect(await store.list(PREFIX)).toEqual([]);
  });

  it("says so when the store cannot tell whether there is one", async () => {
    const { store } = await openCache();
    const broken = changed(store, {
      create: async () => await Promise.reject(new Error("out of reach")),
    });
    const seats = new WaitingSeats({ store: broken, prefix: PREFIX, concurrency: 4 });
    expect(await rejectionOf(seats.take())).toEqual(new Error("out of reach"));
  });

  it("tells a call at once whose seat cannot be asked for", async () => {
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
