import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problemOf, unreachable } from "../../../../functions/console/page/api/problem.ts";
import {
  LONGEST_PAUSE,
  MOST_REPEATS,
  PATIENCE,
  pause,
  type ReportEvent,
  type Step,
  step,
  UNASKED,
  WAIT_SECONDS,
} from "../../../../functions/console/page/report/machine.ts";
import {
  isBusy,
  type KnownStatus,
  type ReportState,
} from "../../../../functions/console/page/report/state.ts";
import { KEY, OTHER_KEY } from "../answers.ts";

const STATUS: KnownStatus = { cacheKey: KEY, ready: false };
const STORED: KnownStatus = { cacheKey: KEY, ready: true, sha256: "of the status" };
const BLOB = new Blob(["%PDF-1.7"]);
const FRESH = { blob: BLOB, cacheKey: KEY, hit: false, sha256: "of the answer" };

function refusal(status: number, retryAfter?: string) {
  const headers = new Headers(retryAfter === undefined ? {} : { "retry-after": retryAfter });
  return problemOf(status, headers, "");
}

/** The step after some events, from the beginning. */
function after(...events: readonly ReportEvent[]): Step {
  return events.reduce<Step>((last, event) => step(last.state, event), { state: UNASKED });
}

const start: ReportEvent = { type: "start", at: 1000 };
const checked: ReportEvent = { type: "checked", status: STATUS };
const conflict: ReportEvent = { type: "refused", problem: refusal(409, "3"), at: 2000 };
const unavailable: ReportEvent = { type: "refused", problem: refusal(503, "2"), at: 2000 };
const down: ReportEvent = { type: "refused", problem: unreachable(new TypeError("no")), at: 2000 };
const received: ReportEvent = { type: "received", report: FRESH, at: 2500 };
const notLooked = { type: "not_looked", problem: refusal(503) } as const;
const due: ReportEvent = { type: "due", at: 5000 };
const cancel: ReportEvent = { type: "cancel" };

describe("the way to a report", () => {
  test("begins with the status", () => {
    expect(after(start)).toEqual({
      state: { name: "checking", since: 1000 },
      effect: { type: "check" },
    });
  });

  test("continues with a request for the report without a wait", () => {
    expect(after(start, checked)).toEqual({
      state: { name: "rendering", since: 1000, status: STATUS },
      effect: { type: "ask" },
    });
  });

  test("ends with the report and the time since the first press of the button", () => {
    expect(after(start, checked, received)).toEqual({
      state: {
        name: "ready",
        report: {
          blob: BLOB,
          cacheKey: KEY,
          hit: false,
          took: 1500,
          size: 8,
          editedMeanwhile: false,
          sha256: "of the answer",
        },
        status: STATUS,
      },
    });
  });

  test("takes the headers that a redirect lost from the status", () => {
    const bare: ReportEvent = {
      type: "received",
      report: { blob: BLOB, cacheKey: undefined, hit: undefined, sha256: undefined },
      at: 2500,
    };
    const stored: ReportEvent = { type: "checked", status: STORED };
    expect(after(start, stored, bare).state).toMatchObject({
      report: { cacheKey: KEY, hit: true, sha256: "of the status" },
    });
    expect(after(start, checked, bare).state).toMatchObject({
      report: { cacheKey: KEY, hit: undefined },
    });
  });

  test("ignores a status of another key", () => {
    const elsewhere: ReportEvent = {
      type: "received",
      report: { blob: BLOB, cacheKey: OTHER_KEY, hit: undefined, sha256: undefined },
      at: 2500,
    };
    const stored: ReportEvent = { type: "checked", status: STORED };
    const { state } = after(start, stored, elsewhere);
    expect(state).toMatchObject({
      report: { cacheKey: OTHER_KEY, hit: undefined, sha256: undefined, editedMeanwhile: true },
    });
    expect("status" in state).toBe(false);
  });

  test("notices an edit between status and report", () => {
    const edited: ReportEvent = {
      type: "received",
      report: { ...FRESH, cacheKey: OTHER_KEY },
      at: 2500,
    };
    expect(after(start, checked, edited).state).toMatchObject({
      report: { cacheKey: OTHER_KEY, editedMeanwhile: true },
    });
  });

  test("ignores a second press during a request", () => {
    for (const events of [[start], [start, checked], [start, checked, conflict]]) {
      const before = after(...events);
      expect(step(before.state, { type: "start", at: 9000 })).toEqual({ state: before.state });
    }
  });

  test("can start again after success and after failure", () => {
    for (const events of [
      [start, checked, received],
      [start, down],
    ]) {
      const again = step(after(...events).state, { type: "start", at: 9000 });
      expect(again.state).toEqual({ name: "checking", since: 9000 });
    }
  });
});

describe("while another process renders", () => {
  test("the page pauses as long as the service says", () => {
    expect(after(start, checked, conflict)).toEqual({
      state: {
        name: "waiting",
        since: 1000,
        status: STATUS,
        attempt: 1,
        cause: "rendered_elsewhere",
        problem: refusal(409, "3"),
        until: 5000,
      },
      effect: { type: "wake", after: 3000 },
    });
  });

  test("the page then asks the service to wait for that report", () => {
    const asking = after(start, checked, conflict, due);
    expect(asking.effect).toEqual({ type: "ask", waitSeconds: WAIT_SECONDS });
    expect(asking.state).toMatchObject({
      name: "waiting",
      until: undefined,
      heldUntil: 5000 + WAIT_SECONDS * 1000,
    });
  });

  test("when the service stops waiting, the page pauses again", () => {
    const { state } = after(start, checked, conflict, due, { ...conflict, at: 25_000 });
    expect(state).toMatchObject({ name: "waiting", until: 28_000 });
    expect("heldUntil" in state).toBe(false);
  });

  test("the page sends one request, however often the timer fires", () => {
    const asking = after(start, checked, conflict, due);
    expect(step(asking.state, due)).toEqual({ state: asking.state });
  });

  test("that report ends the waiting", () => {
    const theirs: ReportEvent = { type: "received", report: { ...FRESH, hit: true }, at: 7000 };
    const { state } = after(start, checked, conflict, due, theirs);
    expect(state).toMatchObject({ name: "ready", report: { hit: true, took: 6000 } });
  });

  test("the pauses grow and stay below their cap", () => {
    expect([1, 2, 3, 4, 5, 6, 30].map((attempt) => pause(attempt, undefined))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 20_000, 20_000,
    ]);
    expect(pause(1, 7)).toBe(7000);
    expect(pause(1, 3600)).toBe(LONGEST_PAUSE);
    const second = after(start, checked, conflict, due, { ...conflict, at: 30_000 });
    expect(second.state).toMatchObject({ attempt: 2, until: 33_000 });
  });

  test("the reader decides after a quarter of an hour", () => {
    const late = { ...conflict, at: 1000 + PATIENCE };
    expect(after(start, checked, conflict, due, late).state).toMatchObject({ name: "failed" });
    const justBefore = { ...conflict, at: 999 + PATIENCE };
    expect(after(start, checked, conflict, due, justBefore).state).toMatchObject({
      name: "waiting",
    });
  });
});

describe("while the service is unavailable", () => {
  test("the page retries when the service says so, without asking it to wait", () => {
    expect(after(start, checked, unavailable).state).toMatchObject({
      name: "waiting",
      cause: "unavailable",
      until: 4000,
    });
    const asking = after(start, checked, unavailable, due);
    expect(asking.effect).toEqual({ type: "ask" });
    expect("heldUntil" in asking.state).toBe(false);
  });

  test("the page retries a few times, and then the reader decides", () => {
    const refusals = Array.from({ length: MOST_REPEATS }, () => [unavailable, due]).flat();
    const last = after(start, checked, ...refusals);
    expect(last.state).toMatchObject({ name: "waiting", attempt: MOST_REPEATS });
    expect(step(last.state, unavailable).state).toMatchObject({ name: "failed", retryAt: 4000 });
  });

  test("earlier conflicts do not reduce the retries", () => {
    const conflicts = Array.from({ length: MOST_REPEATS + 1 }, () => [conflict, due]).flat();
    expect(after(start, checked, ...conflicts, unavailable).state).toMatchObject({
      name: "waiting",
      cause: "unavailable",
      attempt: 1,
    });
  });

  test("the page does not retry by itself after a long or unknown delay", () => {
    const held: ReportEvent = { type: "refused", problem: refusal(503, "3600"), at: 2000 };
    expect(after(start, checked, held).state).toMatchObject({
      name: "failed",
      retryAt: 3_602_000,
      status: STATUS,
    });
    const mute: ReportEvent = { type: "refused", problem: refusal(503), at: 2000 };
    const { state, effect } = after(start, checked, mute);
    expect(state.name).toBe("failed");
    expect("retryAt" in state).toBe(false);
    expect(effect).toBeUndefined();
  });

  test("the page retries a status that is unavailable now, and then requests the report", () => {
    const paused = after(start, unavailable);
    expect(paused.state).toMatchObject({ name: "waiting", cause: "unavailable", until: 4000 });
    const asking = step(paused.state, due);
    expect(asking.effect).toEqual({ type: "check" });
    expect(step(asking.state, { ...unavailable, at: 6000 }).state).toMatchObject({ attempt: 2 });
    expect(step(asking.state, checked)).toEqual({
      state: { name: "rendering", since: 1000, status: STATUS },
      effect: { type: "ask" },
    });
    expect(step(asking.state, received)).toEqual({ state: asking.state });
  });

  test("any other refused status fails immediately, because there is nothing to wait for", () => {
    expect(after(start, down).state).toMatchObject({ name: "failed" });
    expect("status" in after(start, down).state).toBe(false);
  });

  test("any other refusal fails with its own words", () => {
    const problem = refusal(422);
    const { state } = after(start, checked, { type: "refused", problem, at: 2000 });
    expect(state).toEqual({ name: "failed", problem, status: STATUS });
  });
});

describe("cancelling", () => {
  test("aborts the request in progress, and keeps the known status", () => {
    expect(after(start, cancel)).toEqual({
      state: { name: "idle", cancelled: true },
      effect: { type: "stop" },
    });
    for (const events of [
      [start, checked],
      [start, checked, conflict],
      [start, checked, conflict, due],
    ]) {
      expect(after(...events, cancel)).toEqual({
        state: { name: "idle", cancelled: true, status: STATUS },
        effect: { type: "stop" },
      });
    }
  });

  test("does nothing when there is no request in progress", () => {
    for (const events of [[], [start, checked, received], [start, down]]) {
      const before = after(...events);
      expect(step(before.state, cancel)).toEqual({ state: before.state });
    }
  });
});

describe("a background status request", () => {
  const looked: ReportEvent = { type: "looked", status: STORED };

  test("shows what is stored before a report was requested", () => {
    expect(after(looked).state).toEqual({ name: "idle", cancelled: false, status: STORED });
  });

  test("notices that the case was edited after its report", () => {
    const ready = after(start, checked, received).state;
    const edited: ReportEvent = {
      type: "looked",
      status: { cacheKey: OTHER_KEY, ready: false },
    };
    const noticed = step(ready, edited).state;
    expect(noticed).toMatchObject({ name: "ready", newerKey: OTHER_KEY });
    const undone = step(noticed, looked).state;
    expect("newerKey" in undone).toBe(false);
  });

  test("that fails is noted until one succeeds", () => {
    const unknown = after(notLooked);
    expect(unknown.state).toEqual({ name: "idle", cancelled: false, unknown: notLooked.problem });
    const known = step(unknown.state, looked);
    expect(known.state).toEqual({ name: "idle", cancelled: false, status: STORED });
    expect(step(known.state, notLooked).state).toBe(known.state);
  });

  test("disturbs no request in progress and no failure", () => {
    for (const events of [[start], [start, checked], [start, checked, conflict], [start, down]]) {
      const before = after(...events);
      expect(step(before.state, looked).state).toBe(before.state);
    }
  });
});

const anyEvent: fc.Arbitrary<ReportEvent> = fc.oneof(
  fc.nat(2_000_000).map((at): ReportEvent => ({ type: "start", at })),
  fc.constantFrom<ReportEvent>(checked, due, cancel, received, conflict, unavailable, down, {
    type: "looked",
    status: STORED,
  }),
  fc.constant<ReportEvent>(notLooked),
);

/** The fault of a step in any sequence. */
function faultsOf(before: ReportState, event: ReportEvent, { state, effect }: Step): string[] {
  const isAnswer = !["start", "looked", "not_looked"].includes(event.type);
  const faults: string[] = [];
  if (isAnswer && !isBusy(before) && state !== before) faults.push("a late answer was heard");
  if (isBusy(state) && !isBusy(before) && effect === undefined) faults.push("nothing was begun");
  if (!isBusy(state) && (effect?.type ?? "stop") !== "stop") faults.push("something goes on");
  return faults;
}

test("in every sequence of events, late responses are ignored and no abandoned request continues", () => {
  const heard = fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
    let state: ReportState = UNASKED;
    for (const event of events) {
      const next = step(state, event);
      expect(faultsOf(state, event, next)).toEqual([]);
      state = next.state;
    }
  });
  expect(() => fc.assert(heard)).not.toThrow();
});
