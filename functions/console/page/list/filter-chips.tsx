import type { ListCounts } from "../../../../lib/http/answers.ts";
import { type Filter, FILTERS } from "../state/address.ts";

const WORDS: Readonly<Record<Filter, string>> = {
  all: "in all",
  failed_checks: "with failed checks",
  record_differs: "whose record differs",
  no_report: "without a report",
  unreadable: "unreadable",
};

interface FilterChipsProps {
  readonly counts: ListCounts;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

/** What the list can be limited to, each with how many cases that leaves. */
export function FilterChips({ counts, filter, onFilter }: FilterChipsProps) {
  return (
    <fieldset class="chips">
      <legend class="hidden">Show only cases</legend>
      {FILTERS.map((each) => (
        <button
          key={each}
          type="button"
          class="chip"
          aria-pressed={each === filter}
          onClick={() => onFilter(each === filter ? "all" : each)}
        >
          <strong>{counts[each] ?? "…"}</strong> {WORDS[each]}
        </button>
      ))}
    </fieldset>
  );
}

/** How far the service has read the cases, until it has read all. */
export function Progress({ counts: { all, read, known } }: Pick<FilterChipsProps, "counts">) {
  if (known >= all) return null;
  return (
    <output class="note progress-note">
      {read < all
        ? `The service has read ${read} of ${all} cases so far. Their order and their counts are complete when it has read all.`
        : `The service has checked ${known} of ${all} cases so far. The counts are complete when it has checked all.`}
    </output>
  );
}
