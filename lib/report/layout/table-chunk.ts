/** The rows of a table that go on one page: how many in each panel, and how many in all. */
export interface Chunk {
  readonly perPanel: readonly number[];
  readonly taken: number;
}

/** Fewer rows than this, alone on a page, read as a mistake. */
export const ROWS_TOGETHER = 3;

/**
 * Takes as many rows as fit into the room, at least one for each page, so that setting a table ends. With
 * several panels all rows have the same height, and the last page's are spread evenly.
 */
export function takeChunk(heights: readonly number[], room: number, panels: number): Chunk {
  const fit = Math.max(rowsThatFit(heights, room), 1);
  if (heights.length > fit * panels) {
    const kept = fit - rowsToLeave(heights.length - fit * panels, fit, panels);
    return { perPanel: Array.from({ length: panels }, () => kept), taken: kept * panels };
  }
  const even = Math.ceil(heights.length / panels);
  const perPanel: number[] = [];
  let left = heights.length;
  while (left > 0) {
    const count = Math.min(even, left);
    perPanel.push(count);
    left -= count;
  }
  return { perPanel, taken: heights.length };
}

/** Rows of each panel that go to the next page, too, so that its own have company; none where too few stay. */
function rowsToLeave(rest: number, fit: number, panels: number): number {
  const missing = Math.ceil((ROWS_TOGETHER * panels - rest) / panels);
  return missing > 0 && fit - missing >= ROWS_TOGETHER ? missing : 0;
}

function rowsThatFit(heights: readonly number[], room: number): number {
  let used = 0;
  for (const [index, height] of heights.entries()) {
    used += height;
    if (used > room) return index;
  }
  return heights.length;
}
