import { type Rectangle, squareAround } from "../geometry/boxes.ts";
import { placedWorst } from "../geometry/line-chart.ts";
import { type Obstacles, pointLabel } from "../geometry/point-label.ts";
import { INK, type TextStyle, TYPE } from "../layout/measures.ts";
import { figure } from "../model/numbers.ts";
import type { Canvas, Point } from "../pdf/canvas.ts";
import { WORSE } from "../scales/palettes.ts";
import { placeOn, type Plotted } from "./plotted.ts";
import { MARKER_RADIUS } from "./series-marks.ts";

const LABEL: TextStyle = { ...TYPE.tick, face: "bold", ink: WORSE };
const PADDING = 1.5;
const DIAMOND = 4;
export const RING = 3.6;

/** Draws a diamond around the worst point of each line, with its value at the place where it hides the least. */
export function drawWorst(canvas: Canvas, chart: Plotted): void {
  const marked = worstIn(chart);
  for (const { centre } of marked) drawDiamond(canvas, centre);
  const diamonds = marked.map(({ centre }) => squareAround(centre, DIAMOND));
  const obstacles = { ...obstaclesIn(chart), labels: [] };
  const shapes = [...obstacles.shapes, ...diamonds];
  const labels: Rectangle[] = [];
  for (const { value, centre } of marked) {
    const label = drawLabel(canvas, chart, { value, centre }, { ...obstacles, shapes, labels });
    if (label !== undefined) labels.push(label);
  }
}

interface Marked {
  readonly value: number;
  readonly centre: Point;
}

/** Lines with the same worst point share one mark. */
function worstIn({ lines, scale, plot, domain }: Plotted): Marked[] {
  const marked: Marked[] = [];
  for (const { series } of lines) {
    const worst = placedWorst(scale.points, series);
    if (worst === undefined) continue;
    const centre = placeOn(plot, domain, worst.share, worst.value);
    const isMarked = marked.some(({ centre: { x, y } }) => x === centre.x && y === centre.y);
    if (!isMarked) marked.push({ value: worst.value, centre });
  }
  return marked;
}

function obstaclesIn({ lines, uprights, dotted, rings, spacing }: Plotted) {
  const radius = spacing === undefined ? 0 : MARKER_RADIUS[spacing];
  return {
    segments: [
      ...lines.flatMap(({ segments }) => segments),
      ...uprights,
      ...dotted.map(({ line }) => line),
    ],
    shapes: [
      ...lines.flatMap(({ places }) => places.map((place) => squareAround(place, radius))),
      ...rings.map((place) => squareAround(place, RING)),
    ],
  };
}

/** Draws the label on a white background, so that lines that it cannot avoid do not cross its digits. */
function drawLabel(
  canvas: Canvas,
  { plot }: Plotted,
  { value, centre }: Marked,
  obstacles: Obstacles,
): Rectangle | undefined {
  const text = figure(value);
  const size = {
    width: canvas.widthOf(text, LABEL) + 2 * PADDING,
    height: canvas.capHeight(LABEL) + 2 * PADDING,
  };
  const label = pointLabel(centre, size, within(plot), obstacles);
  if (label === undefined) return undefined;
  canvas.fillRectangle(label, INK.white);
  canvas.text(text, label.x + PADDING, label.y + label.height - PADDING, LABEL);
  return label;
}

/** The plot without its frame. */
function within({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}

function drawDiamond(canvas: Canvas, { x, y }: Point): void {
  const corners = [
    { x, y: y - DIAMOND },
    { x: x + DIAMOND, y },
    { x, y: y + DIAMOND },
    { x: x - DIAMOND, y },
    { x, y: y - DIAMOND },
  ];
  canvas.polyline(corners, { ink: WORSE, width: 1.1 });
}
