/**
 * Thins a line that has more points than a chart can show, pure and shared with the page. Of each run of
 * neighbours it keeps the first, the lowest, the highest and the last: the line looks the same, no peak is
 * lost, and what is kept depends on the points alone.
 */
export function thinned<T>(
  points: readonly T[],
  valueOf: (point: T) => number,
  runs: number,
): readonly T[] {
  if (points.length <= 4 * runs) return points;
  const kept: T[] = [];
  for (let run = 0; run < runs; run += 1) {
    const from = Math.floor((run * points.length) / runs);
    const to = Math.floor(((run + 1) * points.length) / runs);
    const indices = new Set([from, ...extremes(points, valueOf, from, to), to - 1]);
    for (const index of [...indices].toSorted((one, other) => one - other)) {
      const point = points[index];
      if (point !== undefined) kept.push(point);
    }
  }
  return kept;
}

function extremes<T>(
  points: readonly T[],
  valueOf: (point: T) => number,
  from: number,
  to: number,
): [lowest: number, highest: number] {
  let [lowest, highest, min, max] = [from, from, Infinity, -Infinity];
  for (let index = from; index < to; index += 1) {
    const point = points[index];
    if (point === undefined) continue;
    const value = valueOf(point);
    if (value < min) [lowest, min] = [index, value];
    if (value > max) [highest, max] = [index, value];
  }
  return [lowest, highest];
}
