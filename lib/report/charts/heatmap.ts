import { matrixEntries } from "../geometry/map-entries.ts";
import { MOST_LABELS, placeLabel } from "../geometry/region-labels.ts";
import { shorten } from "../geometry/shorten.ts";
import { INK, SMALLEST_SIZE, type TextStyle } from "../layout/measures.ts";
import type { MatrixModel } from "../model/matrix.ts";
import { MOST_OUTLINED, type RegionModel } from "../model/regions.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import type { Domain } from "../scales/linear.ts";
import { VIRIDIS } from "../scales/palettes.ts";
import { drawColourBar } from "./colour-bar.ts";

const LABEL: TextStyle = { face: "bold", size: SMALLEST_SIZE, leading: 10, ink: INK.white };
const LABEL_PADDING = 2;
const LONGEST_LABEL = 120;

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

function drawRegions(canvas: Canvas, image: Rectangle, regions: readonly RegionModel[]): void {
  const boxes = regions.slice(0, MOST_OUTLINED).flatMap(({ box, number, id }) => {
    if (box === undefined) return [];
    const x = image.x + box.left * image.width;
    const y = image.y + box.top * image.height;
    const width = (box.right - box.left) * image.width;
    const height = (box.bottom - box.top) * image.height;
    return [{ number, id, place: { x, y, width, height } }];
  });
  const labelled = boxes.slice(0, MOST_LABELS);
  // A light line on a dark one is seen on every colour of the map.
  for (const { place } of boxes) canvas.strokeRectangle(place, { ink: INK.text, width: 2.2 });
  for (const { place } of boxes) canvas.strokeRectangle(place, { ink: INK.white, width: 1 });
  const taken: Rectangle[] = [];
  for (const { number, id, place } of labelled) {
    const label = labelFor(canvas, `${number} ${id}`, `${number}`, place, image, taken);
    if (label === undefined) continue;
    taken.push(label.place);
    canvas.fillRectangle(label.place, INK.text);
    const baseline = label.place.y + LABEL_PADDING / 2 + LABEL.size - 0.5;
    canvas.text(label.text, label.place.x + LABEL_PADDING, baseline, LABEL);
  }
}

/** The label with the region's name, else with its number alone; undefined where neither has room. */
function labelFor(
  canvas: Canvas,
  full: string,
  short: string,
  box: Rectangle,
  image: Rectangle,
  taken: readonly Rectangle[],
): { text: string; place: Rectangle } | undefined {
  const longest = Math.min(LONGEST_LABEL, image.width - 2 * LABEL_PADDING);
  for (const wanted of [full, short]) {
    const text = shorten(wanted, longest, (code) => canvas.widthOfCharacter(code, LABEL));
    const width = canvas.widthOf(text, LABEL) + 2 * LABEL_PADDING;
    const place = placeLabel(box, { width, height: LABEL.leading }, image, taken);
    if (place !== undefined) return { text, place };
  }
  return undefined;
}
