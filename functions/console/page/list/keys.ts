import type { KeyPress } from "../state/key-press.ts";

/** What a key does to the search. Works before the rows are there. */
export function searchKey(
  { key, modified, in: place }: KeyPress,
  shortcuts: boolean,
): "search" | "leave_search" | undefined {
  if (modified) return undefined;
  if (place === "search") return key === "Escape" ? "leave_search" : undefined;
  return key === "/" && shortcuts && place !== "text" ? "search" : undefined;
}

/** What a key does among the rows, or nothing. */
export type RowKey =
  | { readonly type: "search" | "open" }
  | { readonly type: "move"; readonly to: number };

interface RowStanding {
  /** The index of the row that Tab reaches. */
  readonly active: number;
  readonly count: number;
  /** Single keys can be switched off: they get in the way of speech input (WCAG 2.1.4). */
  readonly shortcuts: boolean;
}

const PAGE_OF_ROWS = 10;

/** Moves among the rows, and into them: from the search, or when nothing on the page has the focus. */
export function rowKey(press: KeyPress, standing: RowStanding): RowKey | undefined {
  const { active, count, shortcuts } = standing;
  if (press.modified || count === 0) return undefined;
  const key = shortcuts ? press.key : press.key.replace(/^[jk]$/, "");
  if (press.in === "list") return moved(rowAfter(key, standing), count);
  const entrance = ENTRANCES[press.in];
  if (entrance?.test(key) === true) return { type: "move", to: press.in === "search" ? 0 : active };
  return press.in === "page" && key === "Enter" ? { type: "open" } : undefined;
}

/** The keys that lead to the rows. */
const ENTRANCES: Readonly<Partial<Record<KeyPress["in"], RegExp>>> = {
  search: /^(?:ArrowDown|Enter)$/,
  page: /^(?:ArrowDown|ArrowUp|j|k)$/,
  control: /^[jk]$/,
};

/** Above the first row is the search. */
function moved(to: number | undefined, count: number): RowKey | undefined {
  if (to === undefined) return undefined;
  return to < 0 ? { type: "search" } : { type: "move", to: Math.min(to, count - 1) };
}

function rowAfter(key: string, { active, count }: RowStanding): number | undefined {
  switch (key) {
    case "ArrowDown":
    case "j":
      return active + 1;
    case "ArrowUp":
    case "k":
      return active - 1;
    case "PageDown":
      return active + PAGE_OF_ROWS;
    case "PageUp":
      return Math.max(active - PAGE_OF_ROWS, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
