import type { ListedCase } from "../../../../lib/http/answers.ts";
import { summaryIn } from "../list/listed.ts";
import { CompareWith } from "../compare/compare-with.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Drawn } from "../parts/drawn.tsx";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { ReportPanel } from "../report/report-panel.tsx";
import { isSettled } from "../report/state.ts";
import { useReport } from "../report/use-report.ts";
import { valueOf } from "../state/loading.ts";
import { useView } from "../state/use-view.ts";
import type { ViewProps } from "../state/view-props.ts";
import { identityOf } from "../../../../lib/report/model/identity.ts";
import { pendingOf } from "./artifact-loadings.ts";
import { CaseHead } from "./case-head.tsx";
import { CaseMain } from "./case-main.tsx";
import { ChecksumsCard } from "./checksums-card.tsx";
import { ProvenanceCard } from "./provenance-card.tsx";
import { type LoadedCase, useCase } from "./use-case.ts";

interface CasePageProps extends Pick<ViewProps, "page" | "address" | "home" | "onBack"> {
  readonly caseId: string;
  /** What the list knows of the case already. */
  readonly listed: ListedCase | undefined;
}

/** A case: its figures, what it is made of, and its report. */
export function CasePage({ page, address, caseId, listed, home, onBack }: CasePageProps) {
  const { about, loaded, reload } = useCase(page, caseId);
  const [report, runner] = useReport(page, caseId);
  const identity = statedIdentity(loaded);
  // What is below the report waits for it, because its height depends on whether one is stored.
  const isHeld = !isSettled(report) || isStillUnnamed(loaded);
  const known = valueOf(about) ?? listed;
  const title = summaryIn(known)?.title ?? "";
  const heading = useView({ title: title === "" ? caseId : title, onBack });
  return (
    <>
      <BackLink home={home} />
      <CaseHead
        caseId={caseId}
        summary={summaryIn(known)}
        loading={known === undefined && about.name === "loading"}
        headingRef={heading}
      />
      <CompareWith page={page} address={address} caseId={caseId} />
      {about.name === "failed" ? (
        <RetryNotice problem={about.problem} what="The case" onRetry={reload} />
      ) : (
        <div class={isHeld ? "case case-unsettled" : "case"}>
          <div class="case-side">
            <ReportPanel
              page={page}
              caseId={caseId}
              identity={identity}
              state={report}
              runner={runner}
              onReload={reload}
            />
            {isHeld ? null : <BelowReport loaded={loaded} isKnown={about.name === "loaded"} />}
          </div>
          <div class="case-main">
            {about.name === "loaded" ? (
              <CaseMain page={page} about={about.value} loaded={loaded} />
            ) : (
              <Skeleton room="tall" slow={about.slow} />
            )}
          </div>
        </div>
      )}
    </>
  );
}

interface BelowReportProps {
  readonly loaded: LoadedCase;
  /** Whether the service has said what the case is. */
  readonly isKnown: boolean;
}

function BelowReport({ loaded, isKnown }: BelowReportProps) {
  return (
    <>
      <ChecksumsCard loading={loaded.verification} onRetry={loaded.retryVerification} />
      {isKnown ? (
        <Drawn artifacts={loaded.artifacts}>
          <ProvenanceCard loaded={loaded} />
        </Drawn>
      ) : null}
    </>
  );
}

const IDENTITY_SOURCES = ["manifest", "sweep_manifest"] as const;

function isStillUnnamed(loaded: LoadedCase): boolean {
  const isSlow = pendingOf(loaded.loadings, IDENTITY_SOURCES)?.slow === true;
  return statedIdentity(loaded) === undefined && !isSlow;
}

/** What the case calls itself, once the artifacts that say so are here. */
function statedIdentity({ names, loadings, artifacts }: LoadedCase) {
  const isPending = pendingOf(loadings, IDENTITY_SOURCES) !== undefined;
  return names.length === 0 || isPending ? undefined : identityOf(artifacts);
}
