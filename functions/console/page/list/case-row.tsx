import { Component, type RefCallback } from "preact";
import type { CaseSummary, ListedCase, UnreadableCase } from "../../../../lib/http/answers.ts";
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { counted, figure } from "../../../../lib/report/model/numbers.ts";
import { Badge, KindBadge } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import { Sparkline } from "../figures/index.ts";
import { ChecksumsBadge } from "./checksums-badge.tsx";
import { evaluatedWords, nameOf } from "./listed.ts";
import type { Checksums } from "./verifier.ts";

export interface RowProps {
  readonly listed: ListedCase;
  readonly href: string;
  readonly active: boolean;
  /** The row's place among all that were found, from 1, and how many those are. */
  readonly place: number;
  readonly count: number;
  readonly checksums: Checksums;
  /** Called with the row's element when it comes, and with null when it goes. */
  readonly onElement: (caseId: string, element: HTMLLIElement | null) => void;
}

/** A row of the list. A class, because a thousand of them must not be drawn again at every key stroke. */
export class CaseRow extends Component<RowProps> {
  readonly #element: RefCallback<HTMLLIElement> = (element) => {
    this.props.onElement(this.props.listed.case_id, element);
  };

  override shouldComponentUpdate(next: RowProps): boolean {
    const { listed, href, active, place, count, checksums } = this.props;
    return (
      next.listed !== listed ||
      next.href !== href ||
      next.active !== active ||
      next.place !== place ||
      next.count !== count ||
      next.checksums !== checksums
    );
  }

  override render({ listed, href, active, place, count, checksums }: RowProps) {
    return (
      <li
        class={"problem" in listed ? "row row-unreadable" : "row"}
        data-case={listed.case_id}
        aria-posinset={place}
        aria-setsize={count}
        ref={this.#element}
      >
        <div class="row-case">
          <a class="row-link" href={href} tabIndex={active ? 0 : -1}>
            {nameOf(listed)}
          </a>
          {"problem" in listed ? <Problem listed={listed} /> : <About summary={listed} />}
        </div>
        {"problem" in listed ? null : <Figures summary={listed} checksums={checksums} />}
        <Icon name="chevron" />
      </li>
    );
  }
}

/** Characters of a problem in a row; the case's page has all of it. */
const PROBLEM_IN_ROW = 240;

function Problem({ listed: { problem } }: { readonly listed: UnreadableCase }) {
  return (
    <>
      <p class="row-about">
        <Badge tone="bad" icon="warning">
          Cannot be read
        </Badge>
      </p>
      <p class="row-problem">{excerpt(problem.detail, PROBLEM_IN_ROW)}</p>
    </>
  );
}

function About({ summary }: { readonly summary: CaseSummary }) {
  const { case_id: caseId, synthetic, model_id: model } = summary;
  return (
    <p class="row-about">
      {nameOf(summary) === caseId ? null : <span class="mono">{caseId}</span>}
      {synthetic === null ? null : <KindBadge synthetic={synthetic} />}
      {model === null || model === "" ? null : <span>Model {excerpt(model, 80)}</span>}
    </p>
  );
}

interface FiguresProps {
  readonly summary: CaseSummary;
  readonly checksums: Checksums;
}

function Figures({ summary, checksums }: FiguresProps) {
  const { axes } = summary;
  const { lowest_esi: lowest } = summary;
  return (
    <>
      <p class="row-time">
        <span class="row-label">Evaluated </span>
        <EvaluatedAt at={summary.evaluated_at} />
      </p>
      <div class="row-axes">
        {axes.length === 0 ? null : <Sparkline axes={axes} />}
        <span class="row-label-always">
          {axes.length === 0 ? "no axes stated" : counted(axes.length, "axis", "axes")}
        </span>
      </div>
      <p class="row-esi">
        <span class="row-label">Lowest ESI </span>
        <strong>{lowest === null ? "–" : figure(lowest.figure)}</strong>
      </p>
      <p class="row-checksums">
        <ChecksumsBadge checksums={checksums} />
      </p>
    </>
  );
}

function EvaluatedAt({ at }: { readonly at: string | null }) {
  const words = evaluatedWords(at);
  if (words !== undefined) return <time dateTime={at ?? ""}>{words}</time>;
  return <>{at === null || at === "" ? "time not stated" : excerpt(at, 60)}</>;
}
