import type { Size } from "../../case/region-units.ts";
import { colourBarRoom } from "../charts/colour-bar.ts";
import { drawHeatmap, drawOutlines } from "../charts/heatmap.ts";
import { type LabelRoom, regionLabelRoom, withoutNumber } from "../charts/regions.ts";
import { drawFigure, drawFigures, type Figure, figureWidth } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import { weighted } from "../layout/weighted.ts";
import type { EvidenceModel } from "../model/evidence.ts";
import { type EvidenceMap, evidenceMaps, outlinesWords } from "../model/evidence-maps.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import { type Marks, marksOf } from "../model/marks.ts";
import type { ReportModel } from "../model/model.ts";
import { counted, exact } from "../model/numbers.ts";
import type { RegionModel, RegionsModel } from "../model/regions.ts";
import { split } from "../model/split.ts";
import { regionTable, totalAreaWords, unitWords } from "../model/tables/region-table.ts";

/** The longest side of a map that stands alone. */
const SIDE = 292;
/** A map of an image that is all but a line is still drawn this thick. */
const THINNEST = 24;
/** Maps of images that are wider than this stand one below the other. */
const WIDEST_PAIR = 1.6;

/** More regions than this are looked up rather than read: the appendix has the others. */
const READ_ROWS = 20;
/** The sentence above the maps, and a caption. */
const INTRODUCTION = 70;

/** The case's own matrices as maps, with its regions outlined, and the region table. */
export function drawEvidence(flow: Flow, { evidence, checks }: ReportModel): void {
  const maps = evidenceMaps(evidence);
  const { regions, notes } = evidence;
  if (maps.length === 0 && isEmpty(evidence)) return;
  const keep = maps.length > 1 ? figureWidth(2) : SIDE;
  flow.section("Evidence", maps.length === 0 ? 60 : keep + INTRODUCTION);
  if (maps.length > 0) {
    flow.paragraph(mapsIntroduction(regions.present?.regions ?? []));
  }
  for (const note of notes) flow.paragraph(note);
  flow.space(SPACE.small);
  drawPictures(flow, maps, evidence.image, regions.present?.regions ?? []);
  drawRegions(flow, evidence, marksOf(checks));
}

/** Whether there is nothing to say besides what maps show. */
function isEmpty({ regions, notes, statedTotalArea }: EvidenceModel): boolean {
  return regions.present === undefined && notes.length === 0 && statedTotalArea === undefined;
}

/** The maps, else the outlines of the regions alone. */
function drawPictures(
  flow: Flow,
  maps: readonly EvidenceMap[],
  image: Size,
  regions: readonly RegionModel[],
): void {
  if (maps.length > 0) drawMaps(flow, maps, image, regions);
  else if (regions.some(({ box }) => box !== undefined)) {
    drawFigure(flow, outlinesFigure(image, regions, regionLabelRoom(flow.canvas, regions)));
  }
}

/** Two maps side by side and to one size, unless the image is too wide for that. */
function drawMaps(
  flow: Flow,
  maps: readonly EvidenceMap[],
  image: Size,
  regions: readonly RegionModel[],
): void {
  const bars = maps.map(({ domain }) => colourBarRoom(flow.canvas, domain));
  const pair = maps.length > 1 && image.width <= WIDEST_PAIR * image.height;
  const labels = regionLabelRoom(flow.canvas, regions);
  const side = pair ? figureWidth(2) - Math.max(...bars) - labels.left - labels.right : SIDE;
  const figures = maps.map((map) => figureOf(map, fitted(image, side), regions, labels));
  if (!pair) for (const figure of figures) drawFigure(flow, figure);
  else drawPairs(flow, figures);
}

function drawPairs(flow: Flow, figures: readonly Figure[]): void {
  for (let from = 0; from < figures.length; from += 2) {
    drawFigures(flow, figures.slice(from, from + 2), 2);
  }
}

/** Smaller than a map: there is less to see. */
const OUTLINES_SIDE = 200;

function outlinesFigure(image: Size, regions: readonly RegionModel[], labels: LabelRoom): Figure {
  const size = fitted(image, OUTLINES_SIDE);
  const words = `${outlinesWords(regions)}${numberWords(size, regions)}`;
  return {
    height: size.height,
    caption: words,
    alt: words,
    draw: (canvas, { x, y }) => drawOutlines(canvas, { x: x + labels.left, y, ...size }, regions),
  };
}

function figureOf(
  { matrix, domain, caption, words }: EvidenceMap,
  size: Size,
  regions: readonly RegionModel[],
  labels: LabelRoom,
): Figure {
  const heatmap = { matrix, domain, regions, labelRoom: labels.right };
  return {
    height: size.height,
    caption: `${caption}${numberWords(size, regions)}`,
    alt: words,
    draw: (canvas, { x, y }) => drawHeatmap(canvas, { x: x + labels.left, y, ...size }, heatmap),
  };
}

/** That some regions have no number beside the map: their table says where they are. */
function numberWords(size: Size, regions: readonly RegionModel[]): string {
  const count = withoutNumber(size, regions);
  if (count === 0) return "";
  const numberless = `${counted(count, "region")} ${count === 1 ? "has" : "have"}`;
  return ` ${numberless} no number beside the map, for want of room: the table has the coordinates.`;
}

function mapsIntroduction(regions: readonly RegionModel[]): string {
  const colours = "Drawn from the case’s own matrices. Light (yellow) is high, dark (violet) low";
  if (regions.every(({ box }) => box === undefined)) return `${colours}.`;
  return `${colours}; the regions are outlined in white and numbered as in the table below.`;
}

/** The image's proportions within a square, as far as they leave something to see. */
function fitted(image: Size, side: number): Size {
  const longest = Math.max(image.width, image.height);
  return {
    width: Math.max((image.width / longest) * side, THINNEST),
    height: Math.max((image.height / longest) * side, THINNEST),
  };
}

function drawRegions(flow: Flow, { regions, statedTotalArea }: EvidenceModel, marks: Marks): void {
  if (regions.present !== undefined) {
    drawRegionTable(flow, regions.present, statedTotalArea, marks);
  } else if (statedTotalArea !== undefined) {
    flow.paragraph(`Total evidence area, as the case states it: ${exact(statedTotalArea)}.`);
  }
}

/** How wide the columns of the region table are, relative to each other. */
const WEIGHTS = [0.5, 2.4, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2];

function drawRegionTable(
  flow: Flow,
  model: RegionsModel,
  statedTotalArea: number | undefined,
  marks: Marks,
): void {
  for (const note of [unitWords(model), ...model.notes]) flow.paragraph(note, TYPE.note);
  const { body, rest } = split(model.regions, READ_ROWS);
  const { caption = "", ...content } = weighted(regionTable(model, body, marks), WEIGHTS);
  const more = rest.length > 0 ? ` The appendix has ${rest.length} more.` : "";
  drawTable(flow, { ...content, caption: `${caption}${more}`, fit: true, maxLines: 4 });
  const total = totalAreaWords(model, statedTotalArea);
  if (total !== undefined) flow.paragraph(total);
}

/** The regions that the section leaves to the appendix. */
export function drawOtherRegions(flow: Flow, { evidence: { regions }, checks }: ReportModel): void {
  if (regions.present === undefined) return;
  const all = regions.present.regions;
  const { shown, leftOut } = tableExcerpt(all, "region", "overlay_bundle.json");
  const { rest } = split(shown, READ_ROWS);
  if (rest.length === 0) return;
  const content = regionTable(regions.present, rest, marksOf(checks));
  const table = { ...weighted(content, WEIGHTS), fit: true, maxLines: 4 };
  flow.subsection("Other evidence regions", openingHeight(flow, table));
  drawTable(flow, { ...table, dense: true });
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}
