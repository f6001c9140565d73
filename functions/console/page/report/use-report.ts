import { useEffect, useMemo, useState } from "preact/hooks";
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
  return [state, runner];
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
