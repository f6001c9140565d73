import type { Size } from "../../case/region-units.ts";
import { colourBarRoom } from "../charts/colour-bar.ts";
import { drawHeatmap, drawOutlines } from "../charts/heatmap.ts";
import { type LabelRoom, regionLabelRoom, withoutNumber } from "../charts/regions.ts";
import { arrange, type Block, firstHeight } from "../layout/arrange.ts";
import { type Figure, figureWidth, rowBlock } from "../layout/figure.ts";
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
/** The smallest width or height of a map, for images that are almost a line. */
const THINNEST = 24;
/** Maps of images that are wider than this stand one below the other. */
const WIDEST_PAIR = 1.6;

/** A map is drawn this much smaller if that avoids an empty half page. */
const LEAST_SHARE = 0.6;

/** More regions than this are looked up rather than read: the appendix has the others. */
const READ_ROWS = 20;
/** The sentence above the maps. */
const INTRODUCTION = 40;

/** The case's own matrices as maps, with its regions outlined, and the region table. */
export function drawEvidence(flow: Flow, { evidence, checks }: ReportModel): void {
  const maps = evidenceMaps(evidence);
  const { notes } = evidence;
  if (maps.length === 0 && isEmpty(evidence)) return;
  const figures = pictures(flow, maps, evidence);
  const tables = [regionBlock(flow, evidence, marksOf(checks))].flatMap((block) => block ?? []);
  flow.section("Evidence", firstHeight(figures, tables) + INTRODUCTION);
  if (maps.length > 0) {
    flow.paragraph(mapsIntroduction(evidence.regions.present?.regions ?? []));
  }
  for (const note of notes) flow.paragraph(note);
  flow.space(SPACE.small);
  arrange(flow, figures, tables);
}

/** Whether the maps already show everything. */
function isEmpty({ regions, notes, statedTotalArea }: EvidenceModel): boolean {
  return regions.present === undefined && notes.length === 0 && statedTotalArea === undefined;
}

/** The maps, else the outlines of the regions alone. */
function pictures(flow: Flow, maps: readonly EvidenceMap[], evidence: EvidenceModel): Block[] {
  const { image } = evidence;
  const regions = evidence.regions.present?.regions ?? [];
  if (maps.length > 0) return mapBlocks(flow, maps, image, regions);
  if (regions.every(({ box }) => box === undefined)) return [];
  const labels = regionLabelRoom(flow.canvas, regions);
  return [rowBlock(flow, () => [outlinesFigure(image, regions, labels)], { columns: 1 })];
}

/** Two maps side by side and to one size, unless the image is too wide for that. */
function mapBlocks(
  flow: Flow,
  maps: readonly EvidenceMap[],
  image: Size,
  regions: readonly RegionModel[],
): Block[] {
  const bars = maps.map(({ domain }) => colourBarRoom(flow.canvas, domain));
  const pair = maps.length > 1 && image.width <= WIDEST_PAIR * image.height;
  const labels = regionLabelRoom(flow.canvas, regions);
  const side = pair ? figureWidth(2) - Math.max(...bars) - labels.left - labels.right : SIDE;
  const columns = pair ? 2 : 1;
  return chunked(maps, columns).map((row) => {
    const rowAt = (share: number): Figure[] =>
      row.map((map) => figureOf(map, fitted(image, share * side), regions, labels));
    return rowBlock(flow, rowAt, { columns, least: LEAST_SHARE });
  });
}

function chunked<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, row) => items.slice(row * size, (row + 1) * size));
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
  return `${colours}; the regions are outlined in white and numbered as in the table of regions.`;
}

/** The image's proportions within a square, limited so that the map stays visible. */
function fitted(image: Size, side: number): Size {
  const longest = Math.max(image.width, image.height);
  return {
    width: Math.max((image.width / longest) * side, THINNEST),
    height: Math.max((image.height / longest) * side, THINNEST),
  };
}

/** The table of the regions, or their stated area alone; undefined where the case has neither. */
function regionBlock(
  flow: Flow,
  { regions, statedTotalArea }: EvidenceModel,
  marks: Marks,
): Block | undefined {
  if (regions.present !== undefined) {
    return tableBlock(flow, regions.present, statedTotalArea, marks);
  }
  if (statedTotalArea === undefined) return undefined;
  const words = `Total evidence area, as the case states it: ${exact(statedTotalArea)}.`;
  return { height: TYPE.body.leading, draw: () => flow.paragraph(words) };
}

/** How wide the columns of the region table are, relative to each other. */
const WEIGHTS = [0.5, 2.4, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2];

function tableBlock(
  flow: Flow,
  model: RegionsModel,
  statedTotalArea: number | undefined,
  marks: Marks,
): Block {
  const notes = [unitWords(model), ...model.notes];
  const { body, rest } = split(model.regions, READ_ROWS);
  const { caption = "", ...content } = weighted(regionTable(model, body, marks), WEIGHTS);
  const more = rest.length > 0 ? ` The appendix has ${rest.length} more.` : "";
  const table = { ...content, caption: `${caption}${more}`, fit: true, mostPanels: 1, maxLines: 4 };
  const total = totalAreaWords(model, statedTotalArea);
  return {
    height: notes.length * 2 * TYPE.note.leading + openingHeight(flow, table),
    draw: () => {
      for (const note of notes) flow.paragraph(note, TYPE.note);
      drawTable(flow, table);
      if (total !== undefined) flow.paragraph(total);
    },
  };
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
