import { matrixEntries } from "../geometry/map-entries.ts";
import { stripCapacity, stripLabels } from "../geometry/label-strip.ts";
import { MOST_LABELS, placeLabel } from "../geometry/region-labels.ts";
import { INK, SMALLEST_SIZE, type TextStyle } from "../layout/measures.ts";
import type { MatrixModel } from "../model/matrix.ts";
import { MOST_OUTLINED, type RegionModel } from "../model/regions.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import type { Domain } from "../scales/linear.ts";
import { VIRIDIS } from "../scales/palettes.ts";
import { drawColourBar } from "./colour-bar.ts";

const LABEL: TextStyle = { face: "bold", size: SMALLEST_SIZE, leading: 10, ink: INK.text };
const INNER_LABEL: TextStyle = { ...LABEL, ink: INK.white };
const LABEL_PADDING = 2;
/** Around a number beside the image. */
const LABEL_GAP = 6;

export interface Heatmap {
  readonly matrix: MatrixModel;
  /** What the ends of the palette stand for. */
  readonly domain: Domain;
  readonly regions: readonly RegionModel[];
}

/** A matrix as an image over the whole place, with a colour bar at its right. */
export function drawHeatmap(canvas: Canvas, place: Rectangle, heatmap: Heatmap): void {
  const { matrix, domain, regions } = heatmap;
  canvas.indexedImage({ ...matrixEntries(matrix, domain), palette: VIRIDIS.bytes }, place);
  canvas.strokeRectangle(place, { ink: INK.frame, width: 0.6 });
  drawRegions(canvas, place, regions);
  drawColourBar(canvas, place, { palette: VIRIDIS, firstEntry: 0, domain });
}

/** The outlines of regions on an image that the case has no matrix of. */
export function drawOutlines(
  canvas: Canvas,
  place: Rectangle,
  regions: readonly RegionModel[],
): void {
  canvas.fillRectangle(place, INK.panel);
  canvas.strokeRectangle(place, { ink: INK.frame, width: 0.6 });
  drawRegions(canvas, place, regions);
}

/** The room at the left of an image for the numbers of its regions. */
export function regionLabelRoom(canvas: Canvas, regions: readonly RegionModel[]): number {
  const numbers = regions.slice(0, MOST_OUTLINED).filter(({ box }) => box !== undefined);
  if (numbers.length === 0) return 0;
  return Math.max(...numbers.map(({ number }) => canvas.widthOf(`${number}`, LABEL))) + LABEL_GAP;
}

interface Outline {
  readonly number: number;
  readonly place: Rectangle;
}

function drawRegions(canvas: Canvas, image: Rectangle, regions: readonly RegionModel[]): void {
  const outlines = regions.slice(0, MOST_OUTLINED).flatMap(({ box, number }): Outline[] => {
    if (box === undefined) return [];
    const x = image.x + box.left * image.width;
    const y = image.y + box.top * image.height;
    const width = (box.right - box.left) * image.width;
    const height = (box.bottom - box.top) * image.height;
    return [{ number, place: { x, y, width, height } }];
  });
  drawLeaders(canvas, image, outlines);
  // A light line on a dark one is seen on every colour of the map.
  for (const { place } of outlines) canvas.strokeRectangle(place, { ink: INK.text, width: 2.2 });
  for (const { place } of outlines) canvas.strokeRectangle(place, { ink: INK.white, width: 1 });
  drawInnerLabels(canvas, image, outlines);
}

/** More lines than this would hide the evidence: then all numbers are on the image, between the regions. */
const MOST_LEADERS = 16;

function leadersIn(image: Rectangle, outlines: readonly Outline[]): number {
  const most = Math.min(stripCapacity(image, LABEL.leading), MOST_LEADERS);
  return outlines.length <= most ? outlines.length : 0;
}

/** Numbers beside the image, each with a line to its region. */
function drawLeaders(canvas: Canvas, image: Rectangle, outlines: readonly Outline[]): void {
  const places = outlines.slice(0, leadersIn(image, outlines)).map(({ place }) => place);
  for (const { index, y, to } of stripLabels(places, image, LABEL.leading)) {
    const from = { x: image.x, y };
    canvas.line(from, to, { ink: INK.text, width: 1.5 });
    canvas.line(from, to, { ink: INK.white, width: 0.6 });
    const baseline = y + canvas.capHeight(LABEL) / 2;
    const { number } = outlines[index] ?? { number: 0 };
    canvas.textRight(`${number}`, image.x - LABEL_GAP / 2, baseline, LABEL);
  }
}

/** The numbers that have no room beside the image: on it, where they cover no region and no label. */
function drawInnerLabels(canvas: Canvas, image: Rectangle, outlines: readonly Outline[]): void {
  const taken = outlines.map(({ place }) => place);
  const first = leadersIn(image, outlines);
  for (const { number, place } of outlines.slice(first, MOST_LABELS)) {
    const width = canvas.widthOf(`${number}`, INNER_LABEL) + 2 * LABEL_PADDING;
    const label = placeLabel(place, { width, height: LABEL.leading }, image, taken);
    if (label === undefined) continue;
    taken.push(label);
    canvas.fillRectangle(label, INK.text);
    const baseline = label.y + LABEL.leading / 2 + canvas.capHeight(INNER_LABEL) / 2;
    canvas.text(`${number}`, label.x + LABEL_PADDING, baseline, INNER_LABEL);
  }
}
