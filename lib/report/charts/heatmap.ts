import { matrixEntries } from "../geometry/map-entries.ts";
import { INK } from "../layout/measures.ts";
import type { MatrixModel } from "../model/matrix.ts";
import type { RegionModel } from "../model/regions.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import type { Domain } from "../scales/linear.ts";
import { VIRIDIS } from "../scales/palettes.ts";
import { drawColourBar } from "./colour-bar.ts";
import { drawRegions } from "./regions.ts";

export interface Heatmap {
  readonly matrix: MatrixModel;
  /** The values at the ends of the palette. */
  readonly domain: Domain;
  readonly regions: readonly RegionModel[];
  /** The room between the map and its colour bar, for the numbers of regions. */
  readonly labelRoom: number;
}

/** Draws a matrix as an image over the whole area, with a colour bar at its right. */
export function drawHeatmap(canvas: Canvas, place: Rectangle, heatmap: Heatmap): void {
  const { matrix, domain, regions, labelRoom } = heatmap;
  canvas.indexedImage({ ...matrixEntries(matrix, domain), palette: VIRIDIS.bytes }, place);
  canvas.strokeRectangle(place, { ink: INK.frame, width: 0.6 });
  drawRegions(canvas, place, regions);
  const withLabels = { ...place, width: place.width + labelRoom };
  drawColourBar(canvas, withLabels, { palette: VIRIDIS, firstEntry: 0, domain });
}

/** Draws the outlines of regions on an image for which the case has no matrix. */
export function drawOutlines(
  canvas: Canvas,
  place: Rectangle,
  regions: readonly RegionModel[],
): void {
  canvas.fillRectangle(place, INK.panel);
  canvas.strokeRectangle(place, { ink: INK.frame, width: 0.6 });
  drawRegions(canvas, place, regions);
}
