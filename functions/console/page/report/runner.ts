import type { Client } from "../api/client.ts";
import { asProblem } from "../api/problem.ts";
import { doubtWords } from "./doubts.ts";
import { type ReportEffect, type ReportEvent, step, UNASKED } from "./machine.ts";
import type { KnownStatus, ReportState } from "./state.ts";

/** Times in milliseconds. `after` calls back later and returns a function that cancels the call. */
export interface Clock {
  readonly now: () => number;
  readonly after: (milliseconds: number, call: () => void) => () => void;
}

interface RunnerOptions {
  readonly caseId: string;
  readonly client: Pick<Client, "report" | "reportStatus">;
  readonly clock: Clock;
  readonly onChange: (state: ReportState) => void;
}

export interface ReportRunner {
  readonly start: () => void;
  readonly cancel: () => void;
  /** Requests the status in the background, so that the page notices an edit of the case. */
  readonly look: () => void;
  /** Cancels everything in progress, and reports nothing more. */
  readonly dispose: () => void;
}

function nothing(): void {}

/** Runs the effects of the machine, one at a time, and reports every new state. */
export function createReportRunner(options: RunnerOptions): ReportRunner {
  const { clock, onChange } = options;
  const end = new AbortController();
  let state: ReportState = UNASKED;
  let giveUp = nothing;
  let looking = false;

  const send = (event: ReportEvent): void => {
    if (end.signal.aborted) return;
    const { state: next, effect } = step(state, event);
    const changed = next !== state;
    state = next;
    if (effect !== undefined) {
      giveUp();
      giveUp = perform(effect, options, send);
    }
    if (changed) onChange(next);
  };

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    const before = state;
    try {
      const status = await statusOf(options, end.signal);
      // What has happened meanwhile is newer than this answer may be.
      if (state === before) send({ type: "looked", status });
    } catch (thrown) {
      send({ type: "not_looked", problem: asProblem(thrown) });
    } finally {
      looking = false;
    }
  };

  return {
    start: () => send({ type: "start", at: clock.now() }),
    cancel: () => send({ type: "cancel" }),
    look: () => void look(),
    dispose: () => {
      giveUp();
      end.abort();
    },
  };
}

/** Starts an effect and returns a function that cancels it. */
function perform(
  effect: ReportEffect,
  options: RunnerOptions,
  send: (event: ReportEvent) => void,
): () => void {
  if (effect.type === "stop") return nothing;
  const { clock } = options;
  if (effect.type === "wake")
    return clock.after(effect.after, () => send({ type: "due", at: clock.now() }));
  const controller = new AbortController();
  const { signal } = controller;
  const sendAnswer = async (): Promise<void> => {
    const event = await answerTo(effect, options, signal);
    if (!signal.aborted) send(event);
  };
  void sendAnswer();
  return () => controller.abort();
}

async function answerTo(
  effect: Extract<ReportEffect, { type: "ask" | "check" }>,
  options: RunnerOptions,
  signal: AbortSignal,
): Promise<ReportEvent> {
  const { caseId, client, clock } = options;
  try {
    if (effect.type === "check") {
      return { type: "checked", status: await statusOf(options, signal) };
    }
    const report = await client.report(caseId, signal, effect.waitSeconds);
    return { type: "received", report, at: clock.now() };
  } catch (thrown) {
    return { type: "refused", problem: asProblem(thrown), at: clock.now() };
  }
}

async function statusOf({ caseId, client }: RunnerOptions, signal: AbortSignal) {
  const status = await client.reportStatus(caseId, signal);
  const { cache_key: cacheKey, ready, sha256, bytes: size } = status;
  return { cacheKey, ready, sha256, size, doubts: doubtWords(status) } satisfies KnownStatus;
}
