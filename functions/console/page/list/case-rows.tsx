import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CaseList } from "../api/answers.ts";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { type Address, formatAddress, type Sort } from "../state/address.ts";
import { CaseRow } from "./case-row.tsx";
import { MoreRows } from "./more-rows.tsx";
import type { Pages } from "./pager.ts";
import { moreAbove, moreBelow, type Reach, reachAround, reachTo } from "./reach.ts";
import { useSelectKeys } from "./row-check.tsx";
import { RowsHead } from "./rows-head.tsx";
import type { Selection } from "./selection.ts";
import { useHeldPlace } from "./use-held-place.ts";
import { useRowKeys } from "./use-list-keys.ts";

interface CaseRowsProps {
  readonly selection: Selection;
  readonly list: CaseList;
  readonly pages: Pages;
  /** Asks for the next page. */
  readonly onMore: () => void;
  readonly address: Address;
  /** The case that the reader comes back from, whose row is looked at again. */
  readonly cameFrom: string | undefined;
  readonly shortcuts: boolean;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onSort: (sort: Sort) => void;
}

/** The rows. One can be reached by Tab; the arrow keys lead to the others. */
export function CaseRows(props: CaseRowsProps) {
  const { selection, list, pages, address, cameFrom, shortcuts, searchRef } = props;
  const { cases: found, total } = list;
  const [activeId, setActiveId] = useState(cameFrom);
  const at = found.findIndex(({ case_id: caseId }) => caseId === activeId);
  const active = Math.max(at, 0);
  const [reach, setReach] = useReach(pages.generation, active);
  const { from } = reach;
  const to = Math.min(reach.to, found.length);
  const listRef = useRef<HTMLUListElement>(null);
  const focusSoon = useFocusSoon(listRef, at < 0 ? undefined : activeId);
  const hold = useHeldPlace(listRef);
  const reachFurther = (next: Reach): void => {
    hold();
    setReach(next);
    if (next.to > found.length) props.onMore();
  };
  const focusRow = (index: number): void => {
    setActiveId(found[index]?.case_id);
    reachFurther(reachTo(index, reach));
    focusSoon(found[index]?.case_id);
  };
  const count = found.length;
  useSelectKeys(listRef, selection, shortcuts);
  const openRow = (index: number): void => linkOf(listRef.current, found[index]?.case_id)?.click();
  useRowKeys({ active, count, shortcuts, searchRef, listRef, focusRow, openRow });
  if (count === 0) return null;
  return (
    <div>
      <RowsHead sort={address.sort} onSort={props.onSort} />
      {from > 0 ? (
        <MoreRows
          generation={pages.generation}
          left={from}
          where="above"
          onMore={() => reachFurther(moreAbove(reach, focusedRow(listRef, found)))}
          onFocusLost={() => focusSoon(found[0]?.case_id)}
        />
      ) : null}
      <ul
        class="rows"
        ref={listRef}
        aria-label="Cases"
        onFocusIn={(event) => setActiveId((id) => focusedCase(event) ?? id)}
      >
        <ShownRows
          {...{ found, from, to, total, address, selection }}
          active={Math.min(Math.max(active, from), to - 1)}
        />
      </ul>
      <MoreBelow
        pages={pages}
        left={to < count || list.next !== undefined ? Math.max(total - to, 1) : 0}
        onMore={() => reachFurther(moreBelow({ from, to }, focusedRow(listRef, found)))}
        onRetry={props.onMore}
        onFocusLost={() => focusSoon(found.at(-1)?.case_id)}
      />
    </div>
  );
}

interface ShownRowsProps extends Pick<CaseRowsProps, "address" | "selection"> {
  readonly found: CaseRowsProps["list"]["cases"];
  readonly from: number;
  readonly to: number;
  /** The index of the row that Tab reaches. */
  readonly active: number;
  readonly total: number;
}

function ShownRows(props: ShownRowsProps) {
  const { found, from, to, active, total, address, selection } = props;
  useEffect(() => selection.arrange(found.map(({ case_id: id }) => id)), [selection, found]);
  return found
    .slice(from, to)
    .map((listed, index) => (
      <CaseRow
        key={listed.case_id}
        listed={listed}
        href={formatAddress({ ...address, view: { name: "case", caseId: listed.case_id } })}
        active={from + index === active}
        place={from + index + 1}
        count={total}
        selection={selection}
      />
    ));
}

interface MoreBelowProps {
  readonly pages: Pages;
  readonly left: number;
  readonly onMore: () => void;
  readonly onRetry: () => void;
  readonly onFocusLost: () => void;
}

/** The way to the rest of the list, or why it could not be loaded. */
function MoreBelow({ pages: { more, generation }, onRetry, ...rest }: MoreBelowProps) {
  if (typeof more === "object") {
    return <RetryNotice problem={more} what="More cases" onRetry={onRetry} />;
  }
  return rest.left === 0 ? null : <MoreRows where="below" generation={generation} {...rest} />;
}

/** The rows that are drawn; other rows start over. */
function useReach(
  generation: number,
  active: number,
): readonly [reach: Reach, setReach: (reach: Reach) => void] {
  const [kept, setKept] = useState(() => ({ generation, reach: reachAround(active) }));
  const reach = kept.generation === generation ? kept.reach : reachAround(active);
  return [reach, (next) => setKept({ generation, reach: next })];
}

/** Focuses a case's row once it is drawn; `first` as soon as the list is. */
function useFocusSoon(
  listRef: RefObject<HTMLUListElement | null>,
  first: string | undefined,
): (caseId: string | undefined) => void {
  const wanted = useRef(first);
  const focus = (): void => {
    const link = linkOf(listRef.current, wanted.current);
    if (link === undefined) return;
    wanted.current = undefined;
    link.focus();
  };
  useLayoutEffect(focus);
  return (caseId) => {
    wanted.current = caseId;
    focus();
  };
}

/** By pointer or Tab: the arrow keys go on from there. */
function focusedCase({ target }: FocusEvent): string | undefined {
  const row = target instanceof Element ? target.closest("[data-case]") : null;
  return row?.getAttribute("data-case") ?? undefined;
}

/** The index of the row that has the focus. */
function focusedRow(
  listRef: RefObject<HTMLUListElement | null>,
  found: CaseList["cases"],
): number | undefined {
  const focused = listRef.current?.querySelector("[data-case]:focus-within");
  const index = found.findIndex(({ case_id: id }) => id === focused?.getAttribute("data-case"));
  return index < 0 ? undefined : index;
}

function linkOf(list: HTMLUListElement | null, caseId: string | undefined) {
  if (caseId === undefined) return undefined;
  return list?.querySelector<HTMLAnchorElement>(`[data-case="${caseId}"] a.row-link`) ?? undefined;
}
