/** Path data: one element for all markers of a series keeps a page of many charts quick. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** No screen shows more than tenths of a pixel. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

export function linePath(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
}

/** Round for ESI, square for drift, as in the report. */
export function markerPath(
  name: "esi" | "drift" | "csi" | "edm",
  points: readonly Point[],
  radius: number,
): string {
  const side = rounded(2 * radius - 0.5);
  return points
    .map(({ x, y }) =>
      name === "esi" || name === "csi"
        ? ringPath(x, y, radius)
        : `M${rounded(x - side / 2)} ${rounded(y - side / 2)}h${side}v${side}h${-side}z`,
    )
    .join("");
}

export function ringPath(x: number, y: number, radius: number): string {
  const arc = `a${radius} ${radius} 0 1 0 `;
  return `M${rounded(x - radius)} ${y}${arc}${2 * radius} 0${arc}${-2 * radius} 0z`;
}
