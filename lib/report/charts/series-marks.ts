import type { Series } from "../geometry/line-chart.ts";
import type { Canvas, Point } from "../pdf/canvas.ts";
import { SERIES } from "../scales/palettes.ts";

/** The radius of the markers: they are smaller if points are close to each other. */
export const MARKER_RADIUS = { apart: 1.8, close: 1.2 } as const;

/** The two lines differ in colour, dash and marker, so that they are distinct in a grey print too. */
const DASHES = {
  esi: undefined,
  drift: [3.2, 2.2],
  csi: undefined,
  edm: [3.2, 2.2],
} as const;

export function drawLine(canvas: Canvas, { name }: Series, points: readonly Point[]): void {
  const dash = DASHES[name];
  const stroke = { ink: SERIES[name], width: 1.2 };
  canvas.polyline(points, dash === undefined ? stroke : { ...stroke, dash });
}

/** Round for ESI and CSI, square for drift and EDM. */
export function drawMarker(
  canvas: Canvas,
  { name }: Series,
  { x, y }: Point,
  radius: number,
): void {
  if (name === "esi" || name === "csi") {
    canvas.fillCircle({ x, y }, radius, SERIES[name]);
    return;
  }
  const side = 2 * radius - 0.3;
  const square = { x: x - side / 2, y: y - side / 2, width: side, height: side };
  canvas.fillRectangle(square, SERIES[name]);
}

const KEY_LINE = 18;

/** Draws the sample of a series in the legend so that it ends at a position; returns where it starts. */
export function drawKey(canvas: Canvas, series: Series, end: Point, joined: boolean): number {
  const start = end.x - KEY_LINE;
  if (joined) drawLine(canvas, series, [{ x: start, y: end.y }, end]);
  drawMarker(canvas, series, { x: end.x - KEY_LINE / 2, y: end.y }, MARKER_RADIUS.apart);
  return start;
}
