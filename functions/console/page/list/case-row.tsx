import { Component, type RefCallback } from "preact";
import type { CaseSummary } from "../../../../lib/http/answers.ts";
import { counted, figure } from "../../../../lib/report/model/numbers.ts";
import { KindBadge } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import { Sparkline } from "../figures/index.ts";
import { ChecksumsBadge } from "./checksums-badge.tsx";
import { evaluatedWords, lowestEsi } from "./selection.ts";
import type { Checksums } from "./verifier.ts";

export interface RowProps {
  readonly summary: CaseSummary;
  readonly href: string;
  readonly active: boolean;
  /** The row's place among all that were found, from 1, and how many those are. */
  readonly place: number;
  readonly count: number;
  readonly checksums: Checksums;
  /** Told of the row's element when it comes and goes. */
  readonly onElement: (caseId: string, element: HTMLLIElement | null) => void;
}

/** A row of the list. A class, because a thousand of them must not be drawn anew at every key stroke. */
export class CaseRow extends Component<RowProps> {
  readonly #element: RefCallback<HTMLLIElement> = (element) => {
    this.props.onElement(this.props.summary.case_id, element);
  };

  override shouldComponentUpdate(next: RowProps): boolean {
    const { summary, href, active, place, count, checksums } = this.props;
    return (
      next.summary !== summary ||
      next.href !== href ||
      next.active !== active ||
      next.place !== place ||
      next.count !== count ||
      next.checksums !== checksums
    );
  }

  override render({ summary, href, active, place, count, checksums }: RowProps) {
    const { case_id: caseId, title, axes, synthetic } = summary;
    return (
      <li
        class="row"
        data-case={caseId}
        aria-posinset={place}
        aria-setsize={count}
        ref={this.#element}
      >
        <div class="row-case">
          <a class="row-link" href={href} tabIndex={active ? 0 : -1}>
            {title === "" ? "The case has no title." : title}
          </a>
          <p class="row-about">
            <span class="mono">{caseId}</span>
            <KindBadge synthetic={synthetic} />
          </p>
        </div>
        <p class="row-time">
          <span class="row-label">Evaluated </span>
          <EvaluatedAt summary={summary} />
        </p>
        <div class="row-axes">
          <Sparkline axes={axes} />
          <span class="row-label-always">{counted(axes.length, "axis", "axes")}</span>
        </div>
        <p class="row-esi">
          <span class="row-label">Lowest ESI </span>
          <strong>{esiWords(summary)}</strong>
        </p>
        <p class="row-checksums">
          <ChecksumsBadge checksums={checksums} />
        </p>
        <Icon name="chevron" />
      </li>
    );
  }
}

function EvaluatedAt({ summary }: { readonly summary: CaseSummary }) {
  const words = evaluatedWords(summary);
  if (words === undefined) return <>time not stated</>;
  return <time dateTime={summary.evaluated_at}>{words}</time>;
}

function esiWords(summary: CaseSummary): string {
  const lowest = lowestEsi(summary);
  return lowest === undefined ? "–" : figure(lowest);
}
