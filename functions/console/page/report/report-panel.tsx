import { hrefOf } from "../api/answers.ts";
import {
  adviceOn,
  canRetry,
  countdownWords,
  durationWords,
  progressWords,
  reportWords,
} from "./words.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { FaultLocationFacts } from "../parts/problem-notice.tsx";
import type { Page } from "../state/page.ts";
import { ReadyReport } from "./ready-report.tsx";
import { isBusy, keyIn, type ReportState } from "./state.ts";
import { useFocusWhenDone, useOutdated } from "./use-panel.ts";
import { useNow, useReport } from "./use-report.ts";

interface ReportPanelProps {
  readonly page: Page;
  readonly caseId: string;
  /** Reads the case again, whose figures stand beside the report. */
  readonly onReload: () => void;
}

/** Gets a case's report, and shows what really happens meanwhile. */
export function ReportPanel({ page, caseId, onReload }: ReportPanelProps) {
  const [state, runner] = useReport(page, caseId);
  const busy = isBusy(state);
  const [outdated, reload] = useOutdated(keyIn(state), onReload);
  const main = useFocusWhenDone(busy);
  return (
    <section class={`card report report-${state.name}`} aria-labelledby="report-heading">
      <h2 id="report-heading">Report</h2>
      <StateWords state={state} />
      {busy ? <Progress state={state} page={page} /> : null}
      {state.name === "failed" ? <Failure state={state} page={page} /> : null}
      {state.name === "ready" ? (
        <ReadyReport page={page} caseId={caseId} report={state.report} />
      ) : null}
      <Outdated outdated={outdated} onReload={reload} />
      <div class="report-buttons">
        <button
          ref={main}
          type="button"
          class={
            state.name === "ready" && state.newerKey === undefined
              ? "button"
              : "button button-primary"
          }
          aria-disabled={busy}
          onClick={busy ? undefined : runner.start}
        >
          {buttonWords(state)}
        </button>
        {busy ? (
          <button type="button" class="button" onClick={runner.cancel}>
            Cancel
          </button>
        ) : null}
      </div>
    </section>
  );
}

interface OutdatedProps {
  readonly outdated: boolean;
  readonly onReload: () => void;
}

/** The place for what is said is there before it is said: otherwise it would not be read out. */
function Outdated({ outdated, onReload }: OutdatedProps) {
  return (
    <>
      <output class="note">
        {outdated
          ? "The case has changed since this page loaded it. The figures show its earlier state."
          : ""}
      </output>
      {outdated ? (
        <button type="button" class="button" onClick={onReload}>
          Reload case
        </button>
      ) : null}
    </>
  );
}

function buttonWords(state: ReportState): string {
  if (isBusy(state)) return "Getting the report …";
  if (state.name === "failed") return canRetry(state.problem) ? "Try again" : "Ask again";
  if (state.name !== "ready") return "Get the report";
  return state.newerKey === undefined ? "Get it again" : "Get the report of the current case";
}

const ICONS: Readonly<Record<ReportState["name"], IconName | undefined>> = {
  idle: undefined,
  checking: undefined,
  rendering: undefined,
  waiting: undefined,
  ready: "check",
  failed: "warning",
};

/** Read out when the state changes, and only then: the seconds stand elsewhere. */
function StateWords({ state }: { readonly state: ReportState }) {
  const { headline, detail } = reportWords(state);
  const icon = ICONS[state.name];
  return (
    <div class="report-words" aria-live="polite" aria-atomic="true">
      <p class="report-headline">
        {icon === undefined ? null : <Icon name={icon} />}
        <strong>{headline}</strong>
      </p>
      {detail === "" ? null : <p class="report-detail">{detail}</p>}
      {state.name === "failed" ? <p class="report-detail">{adviceOn(state.problem)}</p> : null}
    </div>
  );
}

function Progress({ state, page }: { readonly state: ReportState; readonly page: Page }) {
  const now = useNow(page.clock, 100, true);
  if (!("since" in state)) return null;
  const elapsed = durationWords(now - state.since);
  return (
    <div class="progress">
      <div class="progress-bar" aria-hidden="true" />
      <p class="progress-words">
        <span>{progressWords(state, now)}</span>
        <span class="number">{elapsed}</span>
      </p>
    </div>
  );
}

type Failed = Extract<ReportState, { name: "failed" }>;

function Failure({ state, page }: { readonly state: Failed; readonly page: Page }) {
  const { problem, retryAt, status } = state;
  const now = useNow(page.clock, 1000, retryAt !== undefined);
  return (
    <>
      {problem.location === undefined ? null : <FaultLocationFacts location={problem.location} />}
      {retryAt === undefined || retryAt <= now ? null : (
        <p class="note">The service asks to wait another {countdownWords(retryAt - now)}.</p>
      )}
      {status?.ready === true ? (
        <p class="note">
          The report is stored:{" "}
          <a href={hrefOf(status.cacheKey)} target="_blank" rel="noopener">
            its permanent address
          </a>
          .
        </p>
      ) : null}
    </>
  );
}
