import type { RefObject } from "preact";
import { KindBadge } from "../parts/badge.tsx";

interface CaseHeadProps {
  readonly caseId: string;
  /** Undefined while nothing is known of the case but its id. */
  readonly about:
    | {
        readonly title?: string | undefined;
        readonly description?: string | undefined;
        readonly synthetic?: boolean | undefined;
      }
    | undefined;
  /** Whether the manifest is not to be had. */
  readonly missing: boolean;
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
}

/** What the case is called and what it is about. */
export function CaseHead({ caseId, about, missing, headingRef }: CaseHeadProps) {
  return (
    <header class="case-head">
      <p class="overline">
        <span class="mono">{caseId}</span>
        {about?.synthetic === undefined ? null : <KindBadge synthetic={about.synthetic} />}
      </p>
      <h1 ref={headingRef} tabIndex={-1}>
        {about === undefined ? (missing ? caseId : "Loading the case …") : titleOf(about.title)}
      </h1>
      <p class="lead">{about === undefined ? "\u00a0" : descriptionOf(about.description)}</p>
    </header>
  );
}

function titleOf(title: string | undefined): string {
  return title === undefined || title === "" ? "The case has no title." : title;
}

function descriptionOf(description: string | undefined): string {
  const isMissing = description === undefined || description === "";
  return isMissing ? "The case has no description." : description;
}
