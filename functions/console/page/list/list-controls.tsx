import type { RefObject } from "preact";
import { Icon } from "../parts/icon.tsx";
import { type Sort, SORTS } from "../state/address.ts";

const SORT_WORDS: Readonly<Record<Sort, string>> = {
  id: "Case id",
  title: "Title",
  newest: "Newest first",
  oldest: "Oldest first",
  steadiest: "Steadiest first (lowest ESI)",
  "least-steady": "Least steady first (lowest ESI)",
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
          placeholder="Search id, title, description, key"
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
