import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface Held {
  readonly row: Element;
  /** Its distance from the top of the window. */
  readonly top: number;
}

/**
 * Keeps the rows where the reader sees them while others come or go above them. By hand, because not every browser does.
 *
 * @returns what to call before rows come or go
 */
export function useHeldPlace(listRef: RefObject<HTMLElement | null>): () => void {
  const held = useRef<readonly Held[]>([]);
  useLayoutEffect(() => {
    // One of the two ends stays.
    const kept = held.current.find(({ row }) => row.isConnected);
    held.current = [];
    if (kept !== undefined) scrollBy(0, kept.row.getBoundingClientRect().top - kept.top);
  });
  return () => {
    const ends = [listRef.current?.firstElementChild, listRef.current?.lastElementChild];
    held.current = ends.flatMap((row) =>
      row instanceof Element ? [{ row, top: row.getBoundingClientRect().top }] : [],
    );
  };
}
