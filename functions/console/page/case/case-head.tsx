import type { RefObject } from "preact";
import type { CaseSummary } from "../../../../lib/http/answers.ts";
import { KindBadge } from "../parts/badge.tsx";

interface CaseHeadProps {
  readonly caseId: string;
  /** Undefined while nothing is known, and of a case that cannot be read. */
  readonly summary: Omit<CaseSummary, "case_id"> | undefined;
  readonly loading: boolean;
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
}

/** What the case is called and what it is about. */
export function CaseHead({ caseId, summary, loading, headingRef }: CaseHeadProps) {
  const { title, description, synthetic = null } = summary ?? {};
  const isTitled = title !== undefined && title !== null && title !== "";
  return (
    <header class="case-head">
      <p class="overline">
        {isTitled || loading ? <span class="mono">{caseId}</span> : <span>Case</span>}
        {synthetic === null ? null : <KindBadge synthetic={synthetic} />}
      </p>
      <h1 ref={headingRef} tabIndex={-1}>
        {loading ? "Loading the case …" : isTitled ? title : caseId}
      </h1>
      <p class="lead">
        {summary === undefined ? "\u00a0" : (description ?? "The case has no description.")}
      </p>
    </header>
  );
}
