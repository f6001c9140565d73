import { useEffect, useMemo, useState } from "preact/hooks";
import { asProblem, isOutage } from "../api/problem.ts";
import type { Page } from "../state/page.ts";
import { UNASKED } from "./machine.ts";
import { type Clock, createReportRunner, type ReportRunner } from "./runner.ts";
import type { ReportState } from "./state.ts";

/** The report of a case: looked for when the page opens, and when the reader comes back to it. */
export function useReport(page: Page, caseId: string): readonly [ReportState, ReportRunner] {
  const [state, setState] = useState<ReportState>(UNASKED);
  const runner = useMemo(
    () =>
      createReportRunner({ caseId, client: page.client, clock: page.clock, onChange: setState }),
    [page, caseId],
  );
  useEffect(() => {
    runner.look();
    const onVisible = (): void => {
      if (document.visibilityState === "visible") runner.look();
    };
    document.addEventListener("visibilitychange", onVisible);
    addEventListener("focus", onVisible);
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      removeEventListener("focus", onVisible);
      runner.dispose();
    };
  }, [runner]);
  useReturn(page, runner);
  useRestart(page, caseId, state, runner);
  return [state, runner];
}

/** After an outage, the case may be another one. */
function useReturn({ reconnection }: Page, runner: ReportRunner): void {
  useEffect(
    () =>
      reconnection.subscribe(() => {
        if (reconnection.since() === undefined) runner.look();
      }),
    [reconnection, runner],
  );
}

/** The reader has asked for the report: if the service could not be reached, the page asks again when it can. */
function useRestart(
  { client, reconnection }: Page,
  caseId: string,
  state: ReportState,
  runner: ReportRunner,
): void {
  const isLost = state.name === "failed" && state.problem.kind === "unreachable";
  useEffect(() => {
    if (!isLost) return undefined;
    const controller = new AbortController();
    const stopWaiting = reconnection.wait(async () => {
      const hasAnswer = await answers(
        async () => await client.reportStatus(caseId, controller.signal),
      );
      if (hasAnswer && !controller.signal.aborted) runner.start();
      return hasAnswer;
    });
    return () => {
      stopWaiting();
      controller.abort();
    };
  }, [isLost, client, reconnection, caseId, runner]);
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (thrown) {
    return !isOutage(asProblem(thrown));
  }
}

/** The clock's time, every so many milliseconds while it is wanted. */
export function useNow(clock: Clock, every: number, wanted: boolean): number {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    if (!wanted) return undefined;
    setNow(clock.now());
    const timer = setInterval(() => setNow(clock.now()), every);
    return () => clearInterval(timer);
  }, [clock, every, wanted]);
  return now;
}
