import { useRef } from "preact/hooks";
import type { CaseList as Cases } from "../api/answers.ts";
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { Address } from "../state/address.ts";
import type { Page } from "../state/page.ts";
import { CaseRows } from "./case-rows.tsx";
import { ListControls } from "./list-controls.tsx";
import { Loaded } from "../parts/loaded.tsx";
import type { Pager, Pages } from "./pager.ts";

interface CaseListProps {
  readonly page: Page;
  readonly pages: Pages;
  readonly pager: Pager;
  readonly address: Address;
  /** The case that the reader comes back from, whose row is looked at again. */
  readonly cameFrom: string | undefined;
  readonly shortcuts: boolean;
  readonly onAddress: (address: Address) => void;
}

/** The cases that the search finds, a row each, as far as they are loaded. */
export function CaseList(props: CaseListProps) {
  const { page, pages, pager, address, cameFrom, shortcuts, onAddress } = props;
  const { query, sort } = address;
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
      <Loaded loading={pages.list} what="The list of cases" room="tall" onRetry={pager.retry}>
        {(list) => (
          <>
            <p class="count" aria-live="polite">
              {pages.slow ? "Still waiting for the service." : countWords(list, query)}
            </p>
            <Skipped skipped={list.skipped} />
            <CaseRows
              page={page}
              list={list}
              pages={pages}
              onMore={pager.more}
              address={address}
              cameFrom={cameFrom}
              shortcuts={shortcuts}
              searchRef={searchRef}
              onLeaveSearch={leaveSearch}
            />
            {list.total === 0 ? <Nothing none={query.trim() === ""} onAll={showAll} /> : null}
          </>
        )}
      </Loaded>
    </>
  );
}

/** How many cases are found, how many have a problem, and how many entries this page cannot show. */
function countWords({ cases, total, next, unknown }: Cases, query: string): string {
  const unreadable = cases.filter((listed) => "problem" in listed).length;
  const of = next === undefined ? "" : ` of the first ${cases.length}`;
  return [
    `${counted(total, "case")}${query.trim() === "" ? "" : " found"}`,
    ...(unreadable === 0 ? [] : [`${unreadable}${of} cannot be read`]),
    ...(unknown === 0 ? [] : [`${counted(unknown, "entry", "entries")} cannot be shown`]),
  ].join(", ");
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

function Nothing({ none, onAll }: { readonly none: boolean; readonly onAll: () => void }) {
  return none ? (
    <div class="nothing">
      <p>
        <strong>There are no cases yet.</strong>
      </p>
      <p>
        A case is a folder with the artifacts of an evaluation. ARTIFACT_ROOT says where they are.
      </p>
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
