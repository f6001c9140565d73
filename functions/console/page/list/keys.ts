/** What a key does in the list, or nothing. */
export type ListKey =
  | { readonly type: "search" | "leave_search" | "into_list" }
  | { readonly type: "move"; readonly to: number };

export interface KeyPress {
  readonly key: string;
  /** With Ctrl, Alt or the command key, keys are the browser's. */
  readonly modified: boolean;
  readonly in: "search" | "list" | "text" | "elsewhere";
}

interface ListStanding {
  readonly active: number;
  readonly count: number;
  /** Single keys can be switched off: they get in the way of speech input (WCAG 2.1.4). */
  readonly shortcuts: boolean;
}

const PAGE_OF_ROWS = 10;

/** Moves among rows, jumps to the search and out of it. */
export function listKey(press: KeyPress, standing: ListStanding): ListKey | undefined {
  if (press.modified) return undefined;
  if (press.in === "search") return searchKey(press.key, standing);
  if (press.key === "/" && standing.shortcuts && press.in !== "text") return { type: "search" };
  if (press.in !== "list" || standing.count === 0) return undefined;
  const to = rowAfter(press.key, standing);
  if (to === undefined) return undefined;
  return to < 0 ? { type: "search" } : { type: "move", to: Math.min(to, standing.count - 1) };
}

function searchKey(key: string, { count }: ListStanding): ListKey | undefined {
  if (key === "Escape") return { type: "leave_search" };
  return (key === "ArrowDown" || key === "Enter") && count > 0 ? { type: "into_list" } : undefined;
}

function rowAfter(key: string, { active, count, shortcuts }: ListStanding): number | undefined {
  switch (shortcuts ? key : key.replace(/^[jk]$/, "")) {
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
