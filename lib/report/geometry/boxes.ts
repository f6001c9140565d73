/** Places on a drawing and whether they touch, from its left and top. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Segment {
  readonly from: Place;
  readonly to: Place;
}

/** Whether two rectangles share an area; those that only share an edge do not. */
export function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** Whether a rectangle lies in another one. */
export function isWithin(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x >= other.x &&
    one.y >= other.y &&
    one.x + one.width <= other.x + other.width &&
    one.y + one.height <= other.y + other.height
  );
}

/** The square around a point, twice as wide as the radius. */
export function squareAround({ x, y }: Place, radius: number): Rectangle {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** Whether a part of a segment lies in a rectangle or on its edge (Liang and Barsky's clipping). */
export function crosses({ from, to }: Segment, box: Rectangle): boolean {
  const sides = [
    [to.x - from.x, box.x - from.x, box.width],
    [to.y - from.y, box.y - from.y, box.height],
  ] as const;
  let [start, end] = [0, 1];
  for (const [length, low, size] of sides) {
    const high = low + size;
    if (length === 0 && (low > 0 || high < 0)) return false;
    if (length === 0) continue;
    start = Math.max(start, Math.min(low / length, high / length));
    end = Math.min(end, Math.max(low / length, high / length));
  }
  return start <= end;
}

/** The segments between the points of a line. */
export function segmentsOf(points: readonly Place[]): Segment[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index];
    return from === undefined ? [] : [{ from, to }];
  });
}

/** The four sides of a rectangle. */
export function sidesOf({ x, y, width, height }: Rectangle): Segment[] {
  const [right, bottom] = [x + width, y + height];
  return segmentsOf([
    { x, y },
    { x: right, y },
    { x: right, y: bottom },
    { x, y: bottom },
    { x, y },
  ]);
}
