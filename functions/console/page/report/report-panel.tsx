import { hrefOf } from "../api/answers.ts";
import {
  adviceOn,
  canRetry,
  countdownWords,
  durationWords,
  foreseenRefusal,
  progressWords,
  reportWords,
} from "./words.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { FaultLocationFacts } from "../parts/problem-notice.tsx";
import type { Page } from "../state/page.ts";
import { EarlierReports } from "./earlier-reports.tsx";
import { ReportOffer } from "./report-offer.tsx";
import type { ReportRunner } from "./runner.ts";
import {
  doubtsIn,
  isBusy,
  isSettled,
  keyIn,
  offerIn,
  type ReportState,
  type StatedIdentity,
} from "./state.ts";
import { useFocusWhenDone, useOutdated } from "./use-panel.ts";
import { useNow } from "./use-report.ts";

interface ReportPanelProps {
  readonly page: Page;
  readonly caseId: string;
  /** Undefined until it is known. */
  readonly identity: StatedIdentity | undefined;
  readonly state: ReportState;
  readonly runner: ReportRunner;
  /** Reads the case again, whose figures stand beside the report. */
  readonly onReload: () => void;
}

/** Offers the stored report of a case, or gets it and shows what really happens meanwhile. */
export function ReportPanel(props: ReportPanelProps) {
  const { page, caseId, identity, state, runner, onReload } = props;
  const busy = isBusy(state);
  const offer = offerIn(state);
  const [outdated, reload] = useOutdated(keyIn(state), onReload);
  const main = useFocusWhenDone(busy);
  return (
    <section
      class={`card report report-${state.name} ${isSettled(state) ? "" : "report-unsettled"}`}
      aria-labelledby="report-heading"
    >
      <h2 id="report-heading">Report</h2>
      <StateWords state={state} />
      <Doubts doubts={doubtsIn(state)} />
      {busy ? <Progress state={state} page={page} /> : null}
      {state.name === "failed" ? <Failure state={state} page={page} /> : null}
      {offer === undefined ? null : (
        <ReportOffer
          page={page}
          caseId={caseId}
          identity={identity}
          report={offer}
          mainButton={main}
        />
      )}
      <Outdated outdated={outdated} onReload={reload} />
      {isCurrent(state) || !isSettled(state) ? null : (
        <div class="report-buttons">
          <button
            ref={main}
            type="button"
            class="button button-primary"
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
      )}
      {isSettled(state) ? (
        <EarlierReports
          page={page}
          caseId={caseId}
          currentKey={keyIn(state)}
          key={offer?.cacheKey}
        />
      ) : null}
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

/** Whether the report of the current case is offered: then there is nothing to get. */
function isCurrent(state: ReportState): boolean {
  return offerIn(state) !== undefined && !(state.name === "ready" && state.newerKey !== undefined);
}

interface DoubtsProps {
  readonly doubts: readonly string[];
}

/** Said before the report is downloaded. */
function Doubts({ doubts }: DoubtsProps) {
  if (doubts.length === 0) return null;
  return (
    <ul class="report-doubts">
      {doubts.map((doubt) => (
        <li key={doubt}>
          <Icon name="warning" />
          <span>{doubt}</span>
        </li>
      ))}
    </ul>
  );
}

function buttonWords(state: ReportState): string {
  if (isBusy(state)) return "Getting the report …";
  if (foreseenRefusal(state) !== undefined) return "Try again";
  if (state.name === "failed") return canRetry(state.problem) ? "Try again" : "Ask again";
  return state.name === "ready" ? "Get the report of the current case" : "Get the report";
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
  const icon = foreseenRefusal(state) === undefined ? ICONS[state.name] : "warning";
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
