import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CaseSummary } from "../../../../lib/http/answers.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";
import { type Address, formatAddress } from "../state/address.ts";
import type { Page } from "../state/page.ts";
import { CaseRow } from "./case-row.tsx";
import { ListControls } from "./list-controls.tsx";
import { selection } from "./selection.ts";
import { useChecksums } from "./use-checksums.ts";
import { useListKeys } from "./use-list-keys.ts";

interface CaseListProps {
  readonly page: Page;
  readonly cases: readonly CaseSummary[];
  /** Entries of the answer that made no sense. */
  readonly unreadable: number;
  readonly address: Address;
  /** The case that the reader comes back from, whose row is looked at again. */
  readonly cameFrom: string | undefined;
  readonly shortcuts: boolean;
  readonly onAddress: (address: Address) => void;
}

/** Every case that the search finds, a row each. */
export function CaseList(props: CaseListProps) {
  const { cases, unreadable, address, shortcuts, onAddress } = props;
  const { query, sort } = address;
  const found = useMemo(() => selection(cases, query, sort), [cases, query, sort]);
  const searchRef = useRef<HTMLInputElement>(null);
  return (
    <>
      <ListControls
        query={query}
        sort={sort}
        searchRef={searchRef}
        shortcuts={shortcuts}
        onQuery={(text) => onAddress({ ...address, query: text })}
        onSort={(order) => onAddress({ ...address, sort: order })}
      />
      <p class="count" aria-live="polite">
        {countWords(found.length, cases.length, query)}
        {unreadable === 0 ? "" : ` ${counted(unreadable, "entry", "entries")} could not be read.`}
      </p>
      <Rows {...props} found={found} searchRef={searchRef} />
      {found.length === 0 ? (
        <Nothing none={cases.length === 0} onAll={() => onAddress({ ...address, query: "" })} />
      ) : null}
    </>
  );
}

interface RowsProps extends CaseListProps {
  readonly found: readonly CaseSummary[];
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

/** One row can be reached by Tab; the arrow keys lead to the others. */
function Rows({ page, found, address, cameFrom, shortcuts, searchRef, onAddress }: RowsProps) {
  const [activeId, setActiveId] = useState(cameFrom);
  const at = found.findIndex(({ case_id: caseId }) => caseId === activeId);
  const active = Math.max(at, 0);
  const listRef = useRef<HTMLUListElement>(null);
  const checksums = useChecksums(page.client);
  const focusRow = (index: number): void => {
    setActiveId(found[index]?.case_id);
    linkOf(listRef.current, index)?.focus();
  };
  const leaveSearch = (): void => {
    if (address.query === "") searchRef.current?.blur();
    else onAddress({ ...address, query: "" });
  };
  const count = found.length;
  useListKeys({ active, count, shortcuts, searchRef, listRef, focusRow, leaveSearch });
  useEffect(() => {
    // Once, when the reader comes back from a case.
    if (cameFrom !== undefined && at >= 0) linkOf(listRef.current, at)?.focus();
  }, []);
  if (count === 0) return null;
  return (
    <div>
      <div class="rows-head" aria-hidden="true">
        <span>Case</span>
        <span>Evaluated</span>
        <span>ESI and drift by axis</span>
        <span>Mean ESI</span>
        <span>Files</span>
      </div>
      <ul class="rows" ref={listRef} aria-label="Cases">
        {found.map((summary, index) => (
          <CaseRow
            key={summary.case_id}
            summary={summary}
            href={formatAddress({ ...address, caseId: summary.case_id })}
            active={index === active}
            checksums={checksums.of(summary.case_id)}
            onElement={checksums.onElement}
          />
        ))}
      </ul>
    </div>
  );
}

function linkOf(list: HTMLUListElement | null, index: number): HTMLAnchorElement | null {
  return list?.children.item(index)?.querySelector<HTMLAnchorElement>("a.row-link") ?? null;
}

function countWords(found: number, all: number, query: string): string {
  return query === "" ? counted(all, "case") : `${found} of ${counted(all, "case")}`;
}

function Nothing({ none, onAll }: { readonly none: boolean; readonly onAll: () => void }) {
  return none ? (
    <div class="nothing">
      <p>
        <strong>There are no cases yet.</strong>
      </p>
      <p>A case is a folder of an evaluation’s artifacts, in the place that the service reads.</p>
    </div>
  ) : (
    <div class="nothing">
      <p>
        <strong>No case has all of these words.</strong>
      </p>
      <button type="button" class="button" onClick={onAll}>
        Show all cases
      </button>
    </div>
  );
}
