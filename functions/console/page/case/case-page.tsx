import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { ListedCase } from "../../../../lib/http/answers.ts";
import { summaryIn } from "../list/listed.ts";
import { Icon } from "../parts/icon.tsx";
import { Drawn } from "../parts/drawn.tsx";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { ReportPanel } from "../report/report-panel.tsx";
import { valueOf } from "../state/loading.ts";
import type { Page } from "../state/page.ts";
import { CaseHead } from "./case-head.tsx";
import { CaseMain } from "./case-main.tsx";
import { ChecksumsCard } from "./checksums-card.tsx";
import { ProvenanceCard } from "./provenance-card.tsx";
import { useCase } from "./use-case.ts";

interface CasePageProps {
  readonly page: Page;
  readonly caseId: string;
  /** What the list knows of the case already. */
  readonly listed: ListedCase | undefined;
  readonly home: string;
  readonly onBack: () => void;
}

/** A case: its figures, what it is made of, and its report. */
export function CasePage({ page, caseId, listed, home, onBack }: CasePageProps) {
  const { about, loaded, reload } = useCase(page, caseId);
  const heading = useRef<HTMLHeadingElement>(null);
  const known = valueOf(about) ?? listed;
  const title = summaryIn(known)?.title ?? "";
  useEffect(() => {
    document.title = `${title === "" ? caseId : title} · CLARITY`;
  }, [title, caseId]);
  useLayoutEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEscape(onBack);
  return (
    <>
      <a class="back" href={home}>
        <Icon name="back" />
        All cases
      </a>
      <CaseHead
        caseId={caseId}
        summary={summaryIn(known)}
        loading={known === undefined && about.name === "loading"}
        headingRef={heading}
      />
      {about.name === "failed" ? (
        <RetryNotice problem={about.problem} what="The case" onRetry={reload} />
      ) : (
        <div class={known === undefined ? "case case-unheaded" : "case"}>
          <div class="case-side">
            <ReportPanel page={page} caseId={caseId} onReload={reload} />
            <ChecksumsCard loading={loaded.verification} onRetry={loaded.retryVerification} />
            {about.name === "loaded" ? (
              <Drawn artifacts={loaded.artifacts}>
                <ProvenanceCard loaded={loaded} />
              </Drawn>
            ) : null}
          </div>
          <div class="case-main">
            {about.name === "loaded" ? (
              <CaseMain about={about.value} loaded={loaded} />
            ) : (
              <Skeleton room="tall" slow={about.slow} />
            )}
          </div>
        </div>
      )}
    </>
  );
}

/** Escape leads back to the list, unless something nearer has taken it. */
function useEscape(onBack: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector("dialog[open]") === null) onBack();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [onBack]);
}
