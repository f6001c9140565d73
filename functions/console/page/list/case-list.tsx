import { useMemo, useRef } from "preact/hooks";
import type { CaseSummary } from "../../../../lib/http/answers.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { Address } from "../state/address.ts";
import type { Page } from "../state/page.ts";
import { CaseRows } from "./case-rows.tsx";
import { ListControls } from "./list-controls.tsx";
import { selection } from "./selection.ts";

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
  const { page, cases, unreadable, address, cameFrom, shortcuts, onAddress } = props;
  const { query, sort } = address;
  const found = useMemo(() => selection(cases, query, sort), [cases, query, sort]);
  const searchRef = useRef<HTMLInputElement>(null);
  const leaveSearch = (): void => {
    if (query === "") searchRef.current?.blur();
    else onAddress({ ...address, query: "" });
  };
  const showAll = (): void => {
    onAddress({ ...address, query: "" });
    searchRef.current?.focus();
  };
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
      <CaseRows
        page={page}
        found={found}
        address={address}
        cameFrom={cameFrom}
        shortcuts={shortcuts}
        searchRef={searchRef}
        onLeaveSearch={leaveSearch}
      />
      {found.length === 0 ? <Nothing none={cases.length === 0} onAll={showAll} /> : null}
    </>
  );
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
