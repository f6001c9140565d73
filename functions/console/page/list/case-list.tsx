import { useMemo, useRef } from "preact/hooks";
import { CACHE_KEY, type CaseList as Cases, hrefOf } from "../api/answers.ts";
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { Address, Sort } from "../state/address.ts";
import { CaseRows } from "./case-rows.tsx";
import { FilterChips, Progress } from "./filter-chips.tsx";
import { ListControls } from "./list-controls.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { useSearchKeys } from "./use-list-keys.ts";
import { Loaded } from "../parts/loaded.tsx";
import type { Page } from "../state/page.ts";
import type { Pager, Pages } from "./pager.ts";
import "./list.css";

interface CaseListProps {
  readonly page: Page;
  readonly pages: Pages;
  readonly pager: Pager;
  readonly address: Address;
  /** The case that the reader comes back from, whose row is looked at again. */
  readonly cameFrom: string | undefined;
  readonly shortcuts: boolean;
  readonly onAddress: (address: Address) => void;
  /** Opens a batch. */
  readonly onBatch: (id: string) => void;
}

/** The cases that the search finds, a row each, as far as they are loaded. */
export function CaseList(props: CaseListProps) {
  const { page, pages, pager, address, cameFrom, shortcuts, onAddress, onBatch } = props;
  const { query, sort, filter } = address;
  const searchRef = useRef<HTMLInputElement>(null);
  const leaveSearch = (): void => {
    if (query !== "") onAddress({ ...address, query: "" });
    else if (!focusRow()) searchRef.current?.blur();
  };
  useSearchKeys({ shortcuts, searchRef, leaveSearch });
  const showAll = (): void => {
    onAddress({ ...address, query: "", filter: "all" });
    searchRef.current?.focus();
  };
  const sortBy = (order: Sort): void => onAddress({ ...address, sort: order });
  return (
    <>
      <ListControls
        query={query}
        sort={sort}
        searchRef={searchRef}
        shortcuts={shortcuts}
        onQuery={(text) => onAddress({ ...address, query: text })}
        onSort={sortBy}
      />
      <Loaded loading={pages.list} what="The list of cases" room="tall" onRetry={pager.retry}>
        {(list) => (
          <>
            <FilterChips
              counts={list.counts}
              filter={filter}
              onFilter={(chosen) => onAddress({ ...address, filter: chosen })}
            />
            <Count pages={pages} list={list} isSearch={query.trim() !== "" || filter !== "all"} />
            <Progress counts={list.counts} />
            <Skipped skipped={list.skipped} />
            <SelectionBar page={page} address={address} total={list.total} onBatch={onBatch} />
            <CaseRows
              selection={page.selection}
              list={list}
              pages={pages}
              onMore={pager.more}
              address={address}
              cameFrom={cameFrom}
              shortcuts={shortcuts}
              searchRef={searchRef}
              onSort={sortBy}
            />
            <Nothing list={list} query={query.trim()} onAll={showAll} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** Focuses the row that Tab reaches, if there is one. */
function focusRow(): boolean {
  const link = document.querySelector<HTMLElement>(".row-link[tabindex='0']");
  link?.focus();
  return link !== null;
}

interface CountProps {
  readonly pages: Pages;
  readonly list: Cases;
  readonly isSearch: boolean;
}

/** Counts what is listed, which is of the search before until the next one is answered. */
function Count({ pages, list, isSearch }: CountProps) {
  const words = useMemo(() => countWords(list, isSearch), [list]);
  return (
    <p class="count" aria-live="polite">
      {waitingWords(pages) ?? words}
    </p>
  );
}

function waitingWords({ slow, outdated }: Pages): string | undefined {
  if (slow) return "Still waiting for the service.";
  if (!outdated) return undefined;
  return "These are still the cases of the search before: the service cannot be reached.";
}

/** How many cases are found, and how many entries this page cannot show. */
function countWords({ total, unknown }: Cases, isSearch: boolean): string {
  const found = `${counted(total, "case")}${isSearch ? " found" : ""}`;
  if (unknown === 0) return found;
  return `${found}, ${counted(unknown, "entry", "entries")} cannot be shown`;
}

/** Folders that are not cases: their names are not case ids. */
function Skipped({ skipped: { count, first } }: Pick<Cases, "skipped">) {
  if (count === 0) return null;
  const more = count > first.length ? ", …" : "";
  return (
    <p class="note skipped">
      {counted(count, "folder")} skipped, because {count === 1 ? "its name is" : "their names are"}{" "}
      not a case id: {first.map((name) => excerpt(name, 60)).join(", ")}
      {more}
    </p>
  );
}

interface NothingProps {
  readonly list: Cases;
  readonly query: string;
  readonly onAll: () => void;
}

/** If no case is found, why, and what may be found elsewhere. */
function Nothing({ list: { total, counts }, query, onAll }: NothingProps) {
  if (total > 0) return null;
  // As a citation has it.
  const key = query.toLowerCase();
  return counts.all === 0 && query === "" ? (
    <div class="nothing">
      <p>
        <strong>There are no cases yet.</strong>
      </p>
      <p>
        A case is a folder with the files of an evaluation. The service’s operator sets where it
        looks for them (ARTIFACT_ROOT).
      </p>
    </div>
  ) : (
    <div class="nothing">
      <p>
        <strong>No case matches the search and the filter.</strong>
      </p>
      {CACHE_KEY.test(key) ? (
        <p>
          No case has this key now. Its report may be stored:{" "}
          <a href={hrefOf(key)} target="_blank" rel="noopener">
            the report with this key
          </a>
        </p>
      ) : null}
      <button type="button" class="button" onClick={onAll}>
        Show all cases
      </button>
    </div>
  );
}
