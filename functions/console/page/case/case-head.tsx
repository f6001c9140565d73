import type { RefObject } from "preact";
import { KindBadge } from "../parts/badge.tsx";

interface CaseHeadProps {
  readonly caseId: string;
  /** Undefined while nothing is known of the case but its id. */
  readonly about:
    | { readonly title: string; readonly description: string; readonly synthetic: boolean }
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
        {about === undefined ? null : <KindBadge synthetic={about.synthetic} />}
      </p>
      <h1 ref={headingRef} tabIndex={-1}>
        {titleOf(about?.title, missing ? caseId : "Loading the case …")}
      </h1>
      <p class="lead">{descriptionOf(about?.description)}</p>
    </header>
  );
}

function titleOf(title: string | undefined, otherwise: string): string {
  if (title === undefined) return otherwise;
  return title === "" ? "The case has no title." : title;
}

function descriptionOf(description: string | undefined): string {
  if (description === undefined) return "\u00a0";
  return description === "" ? "The case has no description." : description;
}
