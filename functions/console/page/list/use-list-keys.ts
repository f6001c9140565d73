import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type KeyPress, listKey } from "./keys.ts";

interface ListKeysOptions {
  readonly active: number;
  readonly count: number;
  readonly shortcuts: boolean;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly listRef: RefObject<HTMLUListElement | null>;
  readonly focusRow: (index: number) => void;
  readonly leaveSearch: () => void;
}

/** The keys of the list, for as long as it is shown. */
export function useListKeys(options: ListKeysOptions): void {
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => act(event, latest.current);
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function act(event: KeyboardEvent, options: ListKeysOptions): void {
  const { searchRef, listRef, focusRow, leaveSearch } = options;
  const place = placeOf(event.target, searchRef.current, listRef.current);
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  const action = listKey({ key: event.key, modified, in: place }, options);
  if (action === undefined || event.defaultPrevented) return;
  event.preventDefault();
  if (action.type === "search") {
    // Not every browser focuses what it selects.
    searchRef.current?.focus();
    searchRef.current?.select();
  } else if (action.type === "leave_search") leaveSearch();
  else focusRow(action.type === "move" ? action.to : 0);
}

function placeOf(
  target: EventTarget | null,
  search: HTMLElement | null,
  list: HTMLElement | null,
): KeyPress["in"] {
  if (target === null || !(target instanceof Element)) return "elsewhere";
  if (target === search) return "search";
  if (list?.contains(target) === true) return "list";
  return target.closest("input, select, textarea, [contenteditable]") === null
    ? "elsewhere"
    : "text";
}
