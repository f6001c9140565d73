import type { RefObject } from "preact";
import { Icon } from "../parts/icon.tsx";
import { type Sort, SORTS } from "../state/address.ts";

const SORT_WORDS: Readonly<Record<Sort, string>> = {
  lowest_esi: "Lowest ESI: worst first",
  "-highest_drift": "Highest drift: worst first",
  "-failed_checks": "Failed checks: most first",
  record: "Record of checksums: worst first",
  model: "Model",
  report: "Report: missing first",
  title: "Title",
  id: "Case id",
  "-evaluated_at": "Evaluated: newest first",
  evaluated_at: "Evaluated: oldest first",
};

interface ListControlsProps {
  readonly query: string;
  readonly sort: Sort;
  readonly onQuery: (query: string) => void;
  readonly onSort: (sort: Sort) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly shortcuts: boolean;
}

export function ListControls(props: ListControlsProps) {
  const { query, sort, onQuery, onSort, searchRef, shortcuts } = props;
  return (
    <search class="controls">
      <label class="search">
        <span class="hidden">Search by id, title, description, model, axis or key</span>
        <Icon name="search" />
        <input
          ref={searchRef}
          type="search"
          class="input"
          placeholder="Search id, title, model, key"
          value={query}
          maxLength={200}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => onQuery(currentTarget.value)}
        />
        {shortcuts && query === "" ? <kbd aria-hidden="true">/</kbd> : null}
      </label>
      <label class="sort">
        <span>Sort by</span>
        <select
          class="input"
          value={sort}
          onChange={({ currentTarget }) => {
            const chosen = SORTS.find((known) => known === currentTarget.value);
            if (chosen !== undefined) onSort(chosen);
          }}
        >
          {SORTS.map((each) => (
            <option key={each} value={each}>
              {SORT_WORDS[each]}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
