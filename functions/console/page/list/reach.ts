/** Which rows of a long list are drawn: a thousand at once take too long. */
export interface Reach {
  readonly from: number;
  /** The first row after those that are drawn. */
  readonly to: number;
}

/** Rows that are drawn at first, and that each approach to an end adds. */
export const AT_ONCE = 100;

/** Rows that are drawn at most. Those at the far end make room, so that a long list does not fill the memory. */
export const MOST_DRAWN = 400;

/** The rows about one of them. */
export function reachAround(index: number): Reach {
  if (index < AT_ONCE) return { from: 0, to: AT_ONCE };
  return { from: index - AT_ONCE / 2, to: index + AT_ONCE / 2 };
}

/** Includes a row that gets the focus: the reach grows to a near row and restarts at a distant one. */
export function reachTo(index: number, reach: Reach): Reach {
  if (index >= reach.from && index < reach.to) return reach;
  if (index >= reach.from - AT_ONCE && index < reach.from) return moreAbove(reach);
  if (index >= reach.to && index < reach.to + AT_ONCE) return moreBelow(reach);
  return reachAround(index);
}

/** @param kept a row that stays drawn: that with the focus */
export function moreAbove({ from, to }: Reach, kept = -1): Reach {
  const first = Math.max(from - AT_ONCE, 0);
  return { from: first, to: Math.min(to, Math.max(first + MOST_DRAWN, kept + 1)) };
}

/** @param kept a row that stays drawn: that with the focus */
export function moreBelow({ from, to }: Reach, kept = Infinity): Reach {
  const end = to + AT_ONCE;
  return { from: Math.max(from, Math.min(end - MOST_DRAWN, kept)), to: end };
}
