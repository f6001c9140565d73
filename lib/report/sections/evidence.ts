import { colourBarRoom } from "../charts/colour-bar.ts";
import { drawHeatmap } from "../charts/heatmap.ts";
import { drawFigure, drawFigures, type Figure, figureWidth } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import { weighted } from "../layout/weighted.ts";
import { type EvidenceMap, evidenceMaps } from "../model/evidence.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import type { RegionModel, RegionsModel } from "../model/regions.ts";
import { regionTable } from "../model/tables/region-table.ts";

/** The longest side of a map that stands alone. */
const SIDE = 292;
/** A map of an image that is all but a line is still drawn this thick. */
const THINNEST = 24;
/** Maps of images that are wider than this stand one below the other. */
const WIDEST_PAIR = 1.6;

/** More regions than this are looked up rather than read. */
const READ_ROWS = 8;
/** The sentence above the maps, and a caption. */
const INTRODUCTION = 70;

/** The case's own matrices as maps, with its regions outlined, and the region table. */
export function drawEvidence(flow: Flow, { evidence, manifest }: ReportModel): void {
  const { heatmap, evidenceMap, regions } = evidence;
  const maps = evidenceMaps(evidence);
  const keep = maps.length === 2 ? figureWidth(2) : SIDE;
  flow.section("Evidence", maps.length === 0 ? 60 : keep + INTRODUCTION);
  if (maps.length > 0) {
    flow.paragraph(
      "What the answer rests on in the image, drawn from the case’s own matrices. Light (yellow) is " +
        "high, dark (violet) low; regions are numbered as in the table below.",
    );
  }
  flow.space(SPACE.small);
  for (const { absent } of [heatmap, evidenceMap]) if (absent !== undefined) flow.paragraph(absent);
  drawMaps(flow, maps, manifest.image_dimensions, regions.present?.regions ?? []);
  if (regions.present === undefined) flow.paragraph(regions.absent);
  else drawRegionTable(flow, regions.present);
}

type ImageSize = ReportModel["manifest"]["image_dimensions"];

/** Two maps side by side and to one size, unless the image is too wide for that. */
function drawMaps(
  flow: Flow,
  maps: readonly EvidenceMap[],
  image: ImageSize,
  regions: readonly RegionModel[],
): void {
  const bars = maps.map(({ domain }) => colourBarRoom(flow.canvas, domain));
  const pair = maps.length === 2 && image.width <= WIDEST_PAIR * image.height;
  const side = pair ? figureWidth(2) - Math.max(...bars) : SIDE;
  const figures = maps.map((map) => figureOf(map, fitted(image, side), regions));
  if (pair) drawFigures(flow, figures);
  else for (const figure of figures) drawFigure(flow, figure);
}

function figureOf(
  { matrix, domain, caption, words }: EvidenceMap,
  size: ImageSize,
  regions: readonly RegionModel[],
): Figure {
  return {
    height: size.height,
    caption,
    alt: words,
    draw: (canvas, { x, y }) => drawHeatmap(canvas, { x, y, ...size }, { matrix, domain, regions }),
  };
}

/** The image's proportions within a square, as far as they leave something to see. */
function fitted(image: ImageSize, side: number): ImageSize {
  const longest = Math.max(image.width, image.height);
  return {
    width: Math.max((image.width / longest) * side, THINNEST),
    height: Math.max((image.height / longest) * side, THINNEST),
  };
}

/** How wide the columns of the region table are, relative to each other. */
const WEIGHTS = [0.5, 2.4, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2];

function drawRegionTable(flow: Flow, model: RegionsModel): void {
  for (const note of model.notes) flow.paragraph(note, TYPE.note);
  const { shown, leftOut } = tableExcerpt(model.regions, "region", "overlay_bundle.json");
  drawTable(flow, {
    ...weighted(regionTable(model, shown), WEIGHTS),
    maxLines: 4,
    dense: shown.length > READ_ROWS,
  });
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}
