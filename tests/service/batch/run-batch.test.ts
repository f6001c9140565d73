import { expect, test } from "vitest";
import { ClarityError, type ErrorCode } from "../../../lib/errors.ts";
import { Pace } from "../../../lib/service/batch/pace.ts";
import {
  runBatch,
  type BatchOptions,
  type BatchProgress,
  type MadeReport,
} from "../../../lib/service/batch/run-batch.ts";
import { messageOf } from "../../../lib/service/messages.ts";
import { StoreUnavailableError } from "../../../lib/store/failures.ts";

const IDS = Array.from({ length: 20 }, (_, index) => `case_${String(index).padStart(2, "0")}`);

const madeOf = (caseId: string, hit = false): MadeReport => ({
  key: `key of ${caseId}`,
  sha256: `hash of ${caseId}`,
  bytes: 1000,
  hit,
});

/** Seconds after which to try again: none, so that a test does not wait. */
const error = (code: ErrorCode, retryAfterSeconds = 0) =>
  new ClarityError(code, undefined, { retryAfterSeconds, details: { case_id: "this" } });

async function batch(reportOf: BatchOptions["reportOf"], options: Partial<BatchOptions> = {}) {
  return await runBatch({
    caseIds: IDS,
    reportOf,
    pace: Pace.fixed(4),
    maxFailures: Number.POSITIVE_INFINITY,
    signal: new AbortController().signal,
    observe: () => undefined,
    detailOf: messageOf,
    ...options,
  });
}

/** Lets other calls begin before the result. */
async function soon<T>(value: T): Promise<T> {
  await new Promise((resolve) => setImmediate(resolve));
  return value;
}

test("a batch gets the report of each case once, and never works on more cases than its pace", async () => {
  const asked: string[] = [];
  let [now, most] = [0, 0];
  const outcome = await batch(async (caseId) => {
    asked.push(caseId);
    most = Math.max(most, ++now);
    const made = await soon(madeOf(caseId, asked.length % 2 === 0));
    now--;
    return made;
  });
  expect(asked).toEqual(IDS);
  expect(most).toBe(4);
  expect(outcome.entries.map(({ case_id: id }) => id).toSorted()).toEqual(IDS);
  expect(outcome).toMatchObject({ failures: [], stopped: undefined });
  expect(outcome.progress).toEqual({ total: 20, hits: 10, renders: 10, refused: 0, failed: 0 });
});

test("a refused case is listed with its code and sentence, and the others get their reports", async () => {
  const outcome = await batch(async (caseId) => {
    if (caseId === "case_07") throw error("not_found");
    return await soon(madeOf(caseId));
  });
  expect(outcome.entries).toHaveLength(20);
  expect(outcome.entries).toContainEqual({
    case_id: "case_07",
    code: "not_found",
    detail: expect.stringContaining("There is no case this"),
  });
  expect(outcome.progress).toMatchObject({ renders: 19, refused: 1, failed: 0 });
});

test.each([
  "in_progress",
  "no_capacity",
  "held_off",
  "case_unsettled",
  "store_unavailable",
] as const)("%s is tried again", async (code) => {
  const attempts = new Map<string, number>();
  const outcome = await batch(async (caseId) => {
    const attempt = (attempts.get(caseId) ?? 0) + 1;
    attempts.set(caseId, attempt);
    if (attempt < 3) throw error(code);
    return await soon(madeOf(caseId));
  });
  expect(outcome.entries).toHaveLength(20);
  expect(new Set(attempts.values())).toEqual(new Set([3]));
});

test("a case that stays busy fails after eight attempts, and is not in the entries", async () => {
  let attempts = 0;
  const outcome = await batch(async (caseId) => {
    if (caseId !== "case_03") return await soon(madeOf(caseId));
    attempts++;
    throw error("no_capacity");
  });
  expect(attempts).toBe(8);
  expect(outcome.failures).toMatchObject([{ case_id: "case_03", code: "no_capacity" }]);
  expect(outcome.entries).toHaveLength(19);
});

test("a conflict is waited for without limit", async () => {
  let conflicts = 0;
  const outcome = await batch(async (caseId) => {
    if (caseId === "case_03" && ++conflicts <= 30) throw error("in_progress");
    return await soon(madeOf(caseId));
  });
  expect(conflicts).toBe(31);
  expect(outcome.failures).toEqual([]);
});

test("conflicts do not use up the attempts of a case", async () => {
  const outcomes = [...Array<ErrorCode>(8).fill("in_progress"), "store_unavailable"] as const;
  let attempts = 0;
  const outcome = await batch(async (caseId) => {
    const code = caseId === "case_03" ? outcomes[attempts++] : undefined;
    if (code !== undefined) throw error(code);
    return await soon(madeOf(caseId));
  });
  expect(attempts).toBe(10);
  expect(outcome.failures).toEqual([]);
});

test("a permission that one case lacks fails that case at once, and one that the store lacks ends the batch", async () => {
  let attempts = 0;
  const denied = async (caseId: string, of?: "case") => {
    if (caseId !== "case_03") return await soon(madeOf(caseId));
    attempts++;
    const facts = { operation: "read", ...(of && { of }), errorCode: "EACCES" } as const;
    throw new StoreUnavailableError({ reason: "system_error", facts, lasting: true });
  };
  const outcome = await batch(async (caseId) => await denied(caseId, "case"));
  expect(attempts).toBe(1);
  expect(outcome).toMatchObject({ mayPass: false, stopped: undefined });
  expect(outcome.progress).toMatchObject({ renders: 19, failed: 1 });
  await expect(batch(async (caseId) => await denied(caseId))).rejects.toThrow(
    StoreUnavailableError,
  );
});

test("a case that must not be tried for over a minute fails at once", async () => {
  let attempts = 0;
  const outcome = await batch(async (caseId) => {
    if (caseId !== "case_03") return await soon(madeOf(caseId));
    attempts++;
    throw error("held_off", 61);
  });
  expect(attempts).toBe(1);
  expect(outcome.failures).toMatchObject([{ case_id: "case_03", code: "held_off" }]);
});

test("a bug of the renderer fails its case only", async () => {
  const outcome = await batch(async (caseId) => {
    if (caseId === "case_03") throw error("internal");
    return await soon(madeOf(caseId));
  });
  expect(outcome.failures).toMatchObject([{ case_id: "case_03", code: "internal" }]);
  expect(outcome.entries).toHaveLength(19);
});

test.each(["misconfigured", "store_untrusted"] as const)(
  "%s ends the batch, because no case could succeed",
  async (code) => {
    const asked: string[] = [];
    const running = batch(async (caseId) => {
      asked.push(caseId);
      await soon(undefined);
      throw error(code);
    });
    await expect(running).rejects.toMatchObject({ code });
    expect(asked.length).toBeLessThanOrEqual(4);
  },
);

test("an aborted batch finishes what it began, begins nothing new, and says that cases are left", async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const outcome = await batch(
    async (caseId) => {
      asked.push(caseId);
      if (asked.length === 6) stop.abort();
      return await soon(madeOf(caseId));
    },
    { signal: stop.signal },
  );
  expect(outcome.stopped).toBe("signal");
  expect(outcome.entries).toHaveLength(asked.length);
  expect(asked.length).toBeLessThan(10);
});

test("an aborted batch does not wait for its next attempt", async () => {
  const stop = new AbortController();
  const outcome = await batch(
    async () => {
      setImmediate(() => stop.abort());
      await Promise.resolve();
      throw error("in_progress", 60);
    },
    { signal: stop.signal },
  );
  expect(outcome).toMatchObject({ stopped: "signal", entries: [], failures: [] });
});

test("a batch that is aborted during its last case is complete", async () => {
  const stop = new AbortController();
  const outcome = await batch(
    async (caseId) => {
      if (caseId === IDS.at(-1)) stop.abort();
      return await soon(madeOf(caseId));
    },
    { signal: stop.signal },
  );
  expect(outcome.stopped).toBeUndefined();
  expect(outcome.entries).toHaveLength(20);
});

test("a batch stops when more cases are refused than allowed", async () => {
  const outcome = await batch(
    async () => {
      await soon(undefined);
      throw error("unreportable_case");
    },
    { maxFailures: 2, pace: Pace.fixed(1) },
  );
  expect(outcome.stopped).toBe("failures");
  expect(outcome.progress).toMatchObject({ refused: 3 });
});

test("progress is reported after each case", async () => {
  const seen: BatchProgress[] = [];
  await batch(async (caseId) => await soon(madeOf(caseId)), { observe: (one) => seen.push(one) });
  expect(seen.map(({ renders }) => renders)).toEqual(IDS.map((_, index) => index + 1));
});

test("a busy service halves an adaptive pace", async () => {
  const pace = Pace.adaptive(8, 8 + 1);
  let refused = 0;
  await batch(
    async (caseId) => {
      if (refused++ < 8) throw await soon(error("no_capacity"));
      return await soon(madeOf(caseId));
    },
    { pace, caseIds: IDS.slice(0, 8) },
  );
  expect(pace.concurrency).toBeLessThan(8);
});
