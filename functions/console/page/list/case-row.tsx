import { Component } from "preact";
import type {
  CaseRow as ReadableCase,
  ListedCase,
  UnreadableCase,
} from "../../../../lib/http/answers.ts";
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { figure } from "../../../../lib/report/model/numbers.ts";
import { Badge, KindBadge } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import { evaluatedWords, nameOf } from "./listed.ts";
import { RowCheck } from "./row-check.tsx";
import { type CellWords, checksCell, placeWords, recordCell, reportCell } from "./row-words.ts";
import type { Selection } from "./selection.ts";

export interface RowProps {
  readonly listed: ListedCase;
  readonly href: string;
  readonly active: boolean;
  /** The row's place among all that were found, from 1, and how many those are. */
  readonly place: number;
  readonly count: number;
  readonly selection: Selection;
}

/** A row of the list. A class, because a thousand of them must not be drawn again at every key stroke. */
export class CaseRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const { listed, href, active, place, count } = this.props;
    return (
      next.listed !== listed ||
      next.href !== href ||
      next.active !== active ||
      next.place !== place ||
      next.count !== count
    );
  }

  override render({ listed, href, active, place, count, selection }: RowProps) {
    return (
      <li
        class={"problem" in listed ? "row row-unreadable" : "row"}
        data-case={listed.case_id}
        aria-posinset={place}
        aria-setsize={count}
      >
        <RowCheck caseId={listed.case_id} selection={selection} active={active} />
        <div class="row-case">
          <a class="row-link" href={href} tabIndex={active ? 0 : -1}>
            {nameOf(listed)}
          </a>
          {"problem" in listed ? <Problem listed={listed} /> : <About row={listed} />}
        </div>
        {"problem" in listed ? null : <Cells row={listed} />}
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

interface PartProps {
  readonly row: ReadableCase;
}

function About({ row }: PartProps) {
  const { case_id: caseId, synthetic } = row;
  return (
    <p class="row-about">
      {nameOf(row) === caseId ? null : <span class="mono">{caseId}</span>}
      {synthetic === null ? null : <KindBadge synthetic={synthetic} />}
      <EvaluatedAt at={row.evaluated_at} />
    </p>
  );
}

function EvaluatedAt({ at }: { readonly at: string | null }) {
  const words = evaluatedWords(at);
  if (words !== undefined) return <time dateTime={at ?? ""}>{words}</time>;
  return <span>{at === null || at === "" ? "time not stated" : excerpt(at, 60)}</span>;
}

/** The columns that rank. Each cell says what it is, where the columns have no headings. */
function Cells({ row }: PartProps) {
  const { model_id: model } = row;
  return (
    <>
      <Extreme what="Lowest ESI" found={row.lowest_esi} />
      <Extreme what="Highest drift" found={row.highest_drift} />
      <Cell what="Checks" cell={checksCell(row.checks)} />
      <Cell what="Record" cell={recordCell(row.record)} />
      <p class="row-cell row-model">
        <span class="row-label">Model </span>
        {model === null || model === "" ? "not stated" : excerpt(model, 80)}
      </p>
      <Cell what="Report" cell={reportCell(row)} />
    </>
  );
}

interface ExtremeProps {
  readonly what: string;
  readonly found: ReadableCase["lowest_esi"];
}

function Extreme({ what, found }: ExtremeProps) {
  return (
    <p class="row-cell row-extreme">
      <span class="row-label">{what} </span>
      <strong>{found === null ? "–" : figure(found.figure)}</strong>
      {found === null ? null : <span class="row-place"> at {placeWords(found)}</span>}
    </p>
  );
}

function Cell({ what, cell }: { readonly what: string; readonly cell: CellWords }) {
  const { words, tone, icon, stands } = cell;
  return (
    <p class="row-cell">
      <span class="row-label">{what} </span>
      {stands ? (
        <Badge tone={tone} {...(icon && { icon })}>
          {words}
        </Badge>
      ) : (
        <span class="row-plain">{words}</span>
      )}
    </p>
  );
}
