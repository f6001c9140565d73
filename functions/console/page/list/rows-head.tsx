import type { Sort } from "../state/address.ts";

/** The columns, each with the order that a press on its heading chooses. */
const COLUMNS: readonly { readonly words: string; readonly sort: Sort }[] = [
  { words: "Case", sort: "title" },
  { words: "Lowest ESI", sort: "lowest_esi" },
  { words: "Highest drift", sort: "-highest_drift" },
  { words: "Checks", sort: "-failed_checks" },
  { words: "Record", sort: "record" },
  { words: "Model", sort: "model" },
  { words: "Report", sort: "report" },
];

interface RowsHeadProps {
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/**
 * For the eye and the pointer alone: every row says by itself what its figures are, and "Sort by" offers the same
 * orders to everybody.
 */
export function RowsHead({ sort, onSort }: RowsHeadProps) {
  return (
    <div class="rows-head" aria-hidden="true">
      {COLUMNS.map(({ words, sort: order }) => (
        <button
          key={words}
          type="button"
          tabIndex={-1}
          class={order === sort ? "rows-heading rows-heading-chosen" : "rows-heading"}
          onClick={() => onSort(order)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
