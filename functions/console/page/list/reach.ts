/** Which rows of a long list are drawn: a thousand at once take too long. */
export interface Reach {
  readonly from: number;
  /** The first row after those that are drawn. */
  readonly to: number;
}

/** Rows that are drawn at first, and that each approach to an end adds. */
export const AT_ONCE = 100;

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

export function moreAbove({ from, to }: Reach): Reach {
  return { from: Math.max(from - AT_ONCE, 0), to };
}

export function moreBelow({ from, to }: Reach): Reach {
  return { from, to: to + AT_ONCE };
}
