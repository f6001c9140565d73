import { beforeEach, describe, expect, it } from "vitest";
import { ClarityError } from "../../lib/errors.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import { failingFiles, watchedFiles } from "../store/watched-files.ts";
import {
  claimNames,
  countOf,
  KEY,
  LEASE_MS,
  openCache,
  outcomeOf,
  outOfInk,
  REPORT,
  setAge,
  temporaryPlace,
  Work,
  type Fixture,
} from "./cache-fixture.ts";

const MINUTE = 60_000;

let root: string;
let work: Work;
beforeEach(async () => {
  root = await temporaryPlace();
  work = new Work();
});

/** A cache whose folder takes no results. */
async function withoutResults(code: string): Promise<Fixture> {
  const store = await FileStore.open(root, failingFiles("open", "body.pdf", code));
  return await openCache({ root, through: () => store });
}

/** A cache on a disk that is full while `isFull` says so. */
async function onDisk(isFull: () => boolean): Promise<Fixture> {
  const files = watchedFiles(async ({ name, path }, run) => {
    if (name !== "open" || !path.includes("/tmp/") || !isFull()) return await run();
    throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  });
  const store = await FileStore.open(root, files);
  return await openCache({ root, through: () => store });
}

/** Lets the newest claim be that old. */
async function ageNewest({ store }: Fixture, ageMs: number): Promise<void> {
  const names = (await claimNames(store)).filter((name) => /^0\/\d+$/.test(name));
  await setAge(root, `claims/${KEY}/0/${names.length - 1}`, ageMs);
}

async function secondsHeldOff({ cache }: Fixture): Promise<number | undefined> {
  const error = await rejectionOf(cache.getOrCreate(KEY, work.produce));
  const isHeldOff = error instanceof ClarityError && error.code === "held_off";
  return isHeldOff ? error.retryAfterSeconds : undefined;
}

describe("a store that takes claims but no results", () => {
  it.each(["ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE"])(
    "holds a key off for a minute at most, and not at all once it is well again: %s",
    async (code) => {
      const fixture = await withoutResults(code);
      for (let attempt = 0; attempt < 9; attempt++) {
        expect(await outcomeOf(fixture, work)).toBe(
          attempt === 0 ? "store_unavailable" : "withdrawn",
        );
        await ageNewest(fixture, MINUTE + 1_000);
      }
      expect(work.started).toBe(9);
      expect(countOf(fixture.events, "hold_off")).toBe(0);
      const other = await openCache({ root });
      expect(await other.cache.getOrCreate(KEY, work.produce)).toMatchObject({ hit: false });
    },
  );

  it("does not have the same result made without a pause", async () => {
    const fixture = await withoutResults("ENOSPC");
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await secondsHeldOff(fixture)).toBeUndefined();
    }
    expect(await secondsHeldOff(fixture)).toBeLessThanOrEqual(2);
    expect(work.started).toBe(3);
    for (const pause of [4, 8, 16, 32, 60, 60]) {
      await ageNewest(fixture, MINUTE + 1_000);
      expect(await secondsHeldOff(fixture)).toBeUndefined();
      const seconds = await secondsHeldOff(fixture);
      expect(seconds).toBeGreaterThan(pause / 2);
      expect(seconds).toBeLessThanOrEqual(pause);
    }
    expect(work.started).toBe(9);
  });
});

describe("a disk that is full from the render on, so that not even the withdrawal is written,", () => {
  it("does not count: it is written before the next claim, however often that happens", async () => {
    let isFull = false;
    const fixture = await onDisk(() => isFull);
    const filling = new Work(() => {
      isFull = true;
      return REPORT;
    });
    for (let round = 0; round < 5; round++) {
      expect(await outcomeOf(fixture, filling)).toBe(
        round === 0 ? "store_unavailable" : "withdrawn",
      );
      expect(await outcomeOf(fixture, filling)).toBe("store_unavailable");
      isFull = false;
      await ageNewest(fixture, MINUTE + 1_000);
    }
    expect(filling.started).toBe(5);
    expect(await outcomeOf(fixture, work)).toBe("withdrawn");
    expect(countOf(fixture.events, "hold_off")).toBe(0);
    const withdrawals = (await claimNames(fixture.store)).filter((name) =>
      name.endsWith("withdrawn"),
    );
    expect(withdrawals).toHaveLength(5);
  });

  it("is not written a second time", async () => {
    let isFull = false;
    const fixture = await onDisk(() => isFull);
    await fixture.cache.getOrCreate("another", work.produce);
    isFull = true;
    for (let round = 0; round < 20; round++) {
      expect(await outcomeOf(fixture, work)).toBe("store_unavailable");
    }
    isFull = false;
    expect(await outcomeOf(fixture, work)).toBe("produced");
    expect((await claimNames(fixture.store)).length).toBeLessThanOrEqual(2);
  });
});

describe("a render that is interrupted by the machine", () => {
  const wrapped = new Error("the font could not be read", { cause: systemError("EMFILE") });
  const unreadable = new ClarityError("store_unavailable", "The store could not be read.");

  it.each([
    ["with the system's error", systemError("ENOSPC")],
    ["with an error that the system caused", wrapped],
    ["with a store's error", unreadable],
    ["given up", new DOMException("aborted", "AbortError")],
  ])("%s is withdrawn and does not count", async (_, error) => {
    const fixture = await openCache({ root });
    const interrupted = new Work(() => {
      throw error;
    });
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await rejectionOf(fixture.cache.getOrCreate(KEY, interrupted.produce))).toBe(error);
      await ageNewest(fixture, MINUTE + 1_000);
    }
    expect(await outcomeOf(fixture, work)).toBe("withdrawn");
  });

  it("does not forgive the renders that failed by themselves, before and after it", async () => {
    const fixture = await openCache({ root });
    const failing = new Work(outOfInk);
    const interrupted = new Work(() => {
      throw systemError("EIO");
    });
    for (const { produce } of [failing, interrupted, failing, interrupted, failing]) {
      await rejectionOf(fixture.cache.getOrCreate(KEY, produce));
      await ageNewest(fixture, MINUTE + 1_000);
    }
    // Since the third failure a minute and a second have passed, which is all of its hold-off.
    expect(await outcomeOf(fixture, interrupted)).toBe("released");
    await ageNewest(fixture, 10 * MINUTE);
    await setAge(root, `claims/${KEY}/0/4`, 2 * LEASE_MS - 9_500);
    const seconds = await secondsHeldOff(fixture);
    expect(seconds).toBeGreaterThan(5);
    expect(seconds).toBeLessThanOrEqual(10);
  });
});

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as the system reports it`), { code });
}
