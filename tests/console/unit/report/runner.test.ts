import { describe, expect, test } from "vitest";
import { createClient } from "../../../../functions/console/page/api/client.ts";
import { createReportRunner } from "../../../../functions/console/page/report/runner.ts";
import type { ReportState } from "../../../../functions/console/page/report/state.ts";
import { fetchOf, json, KEY, OTHER_KEY, pdf, problem, silence, STATUS } from "../answers.ts";
import { fakeClock, settled } from "../fake-clock.ts";

/** A runner that gets the given status, and the given reports in turn, and then the last one again and again. */
function running(
  answers: readonly (() => Response | "silence")[],
  status: () => Response | "silence" = () => json(STATUS),
) {
  const clock = fakeClock();
  let asked = 0;
  const { fetch, calls } = fetchOf(async (call) => {
    const answer = call.path.startsWith("report/cases/")
      ? status()
      : (answers[Math.min(asked++, answers.length - 1)]?.() ?? "silence");
    return answer === "silence" ? await silence(call) : answer;
  });
  const states: ReportState[] = [];
  const client = createClient({ fetch, after: clock.after });
  const onChange = (state: ReportState) => states.push(state);
  const runner = createReportRunner({ caseId: "case_1", client, clock, onChange });
  const names = () => states.map(({ name }) => name);
  const posts = () => calls.filter(({ init }) => init.method === "POST");
  return { runner, clock, states, names, calls, posts };
}

const conflict = () => problem(409, "in_progress", {}, { "retry-after": "2" });
const corrupt = () => problem(422, "unreportable_case", { file: "metrics.json" });
const theirs = () => pdf({ "x-cache-key": KEY, "x-cache-hit": "true" });
const fresh = () => pdf({ "x-cache-key": KEY, "x-cache-hit": "false" });

describe("a requested report", () => {
  test("is checked, rendered and delivered", async () => {
    const { runner, clock, names, posts, states } = running([fresh]);
    runner.start();
    await clock.pass(0);
    expect(names()).toEqual(["checking", "rendering", "ready"]);
    expect(posts()).toHaveLength(1);
    expect(states.at(-1)).toMatchObject({ report: { hit: false, cacheKey: KEY, size: 19 } });
    expect(clock.waiting()).toBe(0);
  });

  test("waits for another process, asks with Prefer: wait, and gets that report", async () => {
    const { runner, clock, names, posts, states } = running([conflict, theirs]);
    runner.start();
    await clock.pass(1999);
    expect(states.at(-1)).toMatchObject({ name: "waiting", until: 2000 });
    expect(posts()).toHaveLength(1);
    await clock.pass(1);
    expect(names()).toEqual(["checking", "rendering", "waiting", "waiting", "ready"]);
    expect(posts().map(({ init }) => new Headers(init.headers).get("prefer"))).toEqual([
      null,
      "wait=20",
    ]);
  });

  test("fails in the service's words", async () => {
    const { runner, clock, states } = running([corrupt]);
    runner.start();
    await clock.pass(0);
    expect(states.at(-1)).toMatchObject({
      name: "failed",
      problem: { code: "unreportable_case", location: { file: "metrics.json" } },
    });
  });

  test("fails when the status request fails, without requesting the report", async () => {
    const { runner, clock, names, posts } = running([fresh], () => new Response("<html>"));
    runner.start();
    await clock.pass(0);
    expect(names()).toEqual(["checking", "failed"]);
    expect(posts()).toEqual([]);
  });

  test("fails after a minute and a half without a response", async () => {
    const { runner, clock, states } = running([() => "silence"]);
    runner.start();
    await clock.pass(89_999);
    expect(states.at(-1)).toMatchObject({ name: "rendering" });
    await clock.pass(1);
    expect(states.at(-1)).toMatchObject({ name: "failed", problem: { kind: "too_slow" } });
  });
});

describe("cancelling", () => {
  test("aborts a request in progress without a notification of its end", async () => {
    const { runner, clock, posts, states, names } = running([() => "silence"]);
    runner.start();
    await clock.pass(500);
    const [post] = posts();
    runner.cancel();
    await settled();
    expect(post?.init.signal?.aborted).toBe(true);
    expect(states.at(-1)).toMatchObject({ name: "idle", cancelled: true });
    await clock.pass(200_000);
    expect(names()).toEqual(["checking", "rendering", "idle"]);
  });

  test("ends a pause, and sends no further request", async () => {
    const { runner, clock, posts } = running([conflict, fresh]);
    runner.start();
    await clock.pass(1000);
    runner.cancel();
    await clock.pass(60_000);
    expect(posts()).toHaveLength(1);
    expect(clock.waiting()).toBe(0);
  });

  test("allows a new start that the end of the aborted request does not disturb", async () => {
    let slow = true;
    const { runner, clock, names } = running([fresh], () => (slow ? "silence" : json(STATUS)));
    runner.start();
    await clock.pass(100);
    runner.cancel();
    runner.start();
    slow = false;
    await clock.pass(1000);
    expect(names()).toEqual(["checking", "idle", "checking"]);
    runner.cancel();
    runner.start();
    await clock.pass(0);
    expect(names().slice(3)).toEqual(["idle", "checking", "rendering", "ready"]);
  });

  test("allows a new start that leads to the report", async () => {
    const { runner, clock, states } = running([conflict, fresh]);
    runner.start();
    await clock.pass(1000);
    runner.cancel();
    runner.start();
    await clock.pass(0);
    expect(states.at(-1)).toMatchObject({ name: "ready" });
  });
});

describe("a background status request", () => {
  test("runs once at a time, and keeps why it failed", async () => {
    let up = false;
    const status = () =>
      up
        ? json({ ...STATUS, ready: true, sha256: OTHER_KEY, bytes: 7 })
        : problem(503, "store_unavailable");
    const { runner, clock, states, calls } = running([fresh], status);
    runner.look();
    runner.look();
    await clock.pass(0);
    expect(calls).toHaveLength(1);
    expect(states).toMatchObject([
      { name: "idle", cancelled: false, unknown: { code: "store_unavailable" } },
    ]);
    up = true;
    runner.look();
    await clock.pass(0);
    const stored = { cacheKey: KEY, ready: true, sha256: OTHER_KEY, size: 7, doubts: [] };
    expect(states.slice(1)).toEqual([{ name: "idle", cancelled: false, status: stored }]);
  });

  test("is ignored when newer information arrived meanwhile", async () => {
    let slow = true;
    const { fetch } = fetchOf(async (call) => {
      if (!call.path.startsWith("report/cases/")) return fresh();
      if (!slow) return json(STATUS);
      await new Promise<void>((resolve) => clock.after(1000, resolve));
      return json({ ...STATUS, cache_key: OTHER_KEY });
    });
    const clock = fakeClock();
    const states: ReportState[] = [];
    const onChange = (state: ReportState) => states.push(state);
    const client = createClient({ fetch, after: clock.after });
    const runner = createReportRunner({ caseId: "case_1", client, clock, onChange });
    runner.look();
    slow = false;
    runner.start();
    await clock.pass(2000);
    expect(states.map(({ name }) => name)).toEqual(["checking", "rendering", "ready"]);
    expect("newerKey" in (states.at(-1) ?? {})).toBe(false);
  });

  test("notices an edit after the report arrived", async () => {
    let key = KEY;
    const { runner, clock, states } = running([fresh], () => json({ ...STATUS, cache_key: key }));
    runner.start();
    await clock.pass(0);
    key = OTHER_KEY;
    runner.look();
    await clock.pass(0);
    expect(states.at(-1)).toMatchObject({ name: "ready", newerKey: OTHER_KEY });
  });
});

test("a disposed runner starts nothing", async () => {
  const { runner, clock, states } = running([fresh]);
  runner.dispose();
  runner.start();
  runner.look();
  await clock.pass(0);
  expect(states).toEqual([]);
});

test("a disposed runner notifies and requests nothing more", async () => {
  const { runner, clock, names, calls } = running([conflict, fresh]);
  runner.start();
  await clock.pass(1000);
  runner.look();
  runner.dispose();
  await clock.pass(60_000);
  runner.start();
  await clock.pass(0);
  expect(names()).toEqual(["checking", "rendering", "waiting"]);
  expect(calls.every(({ init }) => init.method !== "POST" || !init.signal?.aborted)).toBe(true);
  expect(calls.filter(({ init }) => init.method === "POST")).toHaveLength(1);
});
