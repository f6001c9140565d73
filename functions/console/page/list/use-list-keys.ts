import type { RefObject } from "preact";
import { type KeyPress, placeIn } from "../state/key-press.ts";
import { useKeys } from "../state/use-keys.ts";
import { rowKey, searchKey } from "./keys.ts";

type Search = RefObject<HTMLInputElement | null>;

interface SearchKeysOptions {
  readonly shortcuts: boolean;
  readonly searchRef: Search;
  readonly leaveSearch: () => void;
}

/** The keys of the search, from the first moment on: the rows may still be loading. */
export function useSearchKeys({ shortcuts, searchRef, leaveSearch }: SearchKeysOptions): void {
  useKeys((event) => {
    const action = searchKey(pressOf(event, searchRef.current, null), shortcuts);
    if (action === undefined) return;
    event.preventDefault();
    if (action === "search") enter(searchRef);
    else leaveSearch();
  });
}

interface RowKeysOptions {
  readonly active: number;
  readonly count: number;
  readonly shortcuts: boolean;
  readonly searchRef: Search;
  readonly listRef: RefObject<HTMLElement | null>;
  readonly focusRow: (index: number) => void;
  readonly openRow: (index: number) => void;
}

/** The keys of the rows, for as long as they are shown. */
export function useRowKeys(options: RowKeysOptions): void {
  useKeys((event) => {
    const { searchRef, listRef, active, focusRow, openRow } = options;
    const action = rowKey(pressOf(event, searchRef.current, listRef.current), options);
    if (action === undefined) return;
    event.preventDefault();
    if (action.type === "search") enter(searchRef);
    else if (action.type === "move") focusRow(action.to);
    else openRow(active);
  });
}

/** Not every browser focuses what it selects. */
function enter({ current: search }: Search): void {
  search?.focus();
  search?.select();
}

function pressOf(
  { key, target, ctrlKey, metaKey, altKey }: KeyboardEvent,
  search: HTMLElement | null,
  list: HTMLElement | null,
): KeyPress {
  const modified = ctrlKey || metaKey || altKey;
  if (target === search) return { key, modified, in: "search" };
  const isListed = target instanceof Node && list?.contains(target) === true;
  return { key, modified, in: isListed ? "list" : placeIn(target) };
}
