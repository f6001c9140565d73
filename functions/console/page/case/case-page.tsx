import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { CaseSummary } from "../../../../lib/http/answers.ts";
import { Icon } from "../parts/icon.tsx";
import { Drawn } from "../parts/drawn.tsx";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { ReportPanel } from "../report/report-panel.tsx";
import type { Page } from "../state/page.ts";
import { CaseHead } from "./case-head.tsx";
import { CaseSections } from "./case-sections.tsx";
import { ChecksumsCard } from "./checksums-card.tsx";
import { FactsCard } from "./facts-card.tsx";
import { KeyFigures } from "./key-figures.tsx";
import type { CaseParts } from "./parts-model.ts";
import { sharedProblem } from "./shared-problem.ts";
import { type CaseLoadings, partsOf, useCase } from "./use-case.ts";

interface CasePageProps {
  readonly page: Page;
  readonly caseId: string;
  /** What the list knows of the case already. */
  readonly summary: CaseSummary | undefined;
  readonly home: string;
  readonly onBack: () => void;
}

/** A case: its figures, what it is made of, and its report. */
export function CasePage({ page, caseId, summary, home, onBack }: CasePageProps) {
  const loadings = useCase(page, caseId);
  const parts = partsOf(loadings);
  const heading = useRef<HTMLHeadingElement>(null);
  const title = parts.manifest?.title ?? summary?.title;
  useEffect(() => {
    document.title = `${title === undefined || title === "" ? caseId : title} · CLARITY`;
  }, [title, caseId]);
  useLayoutEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEscape(onBack);
  const about = parts.manifest ?? summary;
  const missing = loadings.manifest.loading.name === "failed";
  const whole = sharedProblem(Object.values(loadings).map(({ loading }) => loading));
  return (
    <>
      <a class="back" href={home}>
        <Icon name="back" />
        All cases
      </a>
      <CaseHead caseId={caseId} about={about} missing={missing} headingRef={heading} />
      {whole === undefined ? (
        <CaseBody
          page={page}
          caseId={caseId}
          loadings={loadings}
          parts={parts}
          headed={about !== undefined || missing}
        />
      ) : (
        <RetryNotice problem={whole} what="The case" onRetry={() => retryAll(loadings)} />
      )}
    </>
  );
}

function retryAll(loadings: CaseLoadings): void {
  for (const { retry } of Object.values(loadings)) retry();
}

interface CaseBodyProps {
  readonly page: Page;
  readonly caseId: string;
  readonly loadings: CaseLoadings;
  readonly parts: CaseParts;
  /** Whether it is known how much room the head takes: what is below it is not shown before, and so never moves. */
  readonly headed: boolean;
}

function CaseBody({ page, caseId, loadings, parts, headed }: CaseBodyProps) {
  return (
    <div class={headed ? "case" : "case case-unheaded"}>
      <div class="case-side">
        <ReportPanel page={page} caseId={caseId} onReload={() => retryAll(loadings)} />
        <ChecksumsCard part={loadings.verification} />
        <Drawn parts={parts}>
          <FactsCard part={loadings.manifest} metrics={parts.metrics} />
        </Drawn>
      </div>
      <div class="case-main">
        <Drawn parts={parts}>
          <KeyFigures parts={parts} />
        </Drawn>
        <CaseSections loadings={loadings} parts={parts} />
      </div>
    </div>
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
