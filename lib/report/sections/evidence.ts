import { colourBarRoom } from "../charts/colour-bar.ts";
import { drawHeatmap } from "../charts/heatmap.ts";
import { drawFigure, drawFigures, type Figure, figureWidth } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import type { TableColumn } from "../layout/table-placement.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import { matrixWords } from "../model/figure-words.ts";
import { describeMatrix, type MatrixModel } from "../model/matrix.ts";
import type { ReportModel } from "../model/model.ts";
import { counted, exact } from "../model/numbers.ts";
import { MOST_OUTLINED, type RegionModel, type RegionsModel } from "../model/regions.ts";
import { type Domain, opened } from "../scales/linear.ts";

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

interface EvidenceMap {
  readonly name: string;
  readonly matrix: MatrixModel;
  readonly domain: Domain;
  readonly words: string;
}

/** The case's own matrices as maps, with its regions outlined, and the region table. */
export function drawEvidence(flow: Flow, { evidence, manifest }: ReportModel): void {
  const { heatmap, evidenceMap, regions } = evidence;
  const maps = mapsOf(evidence);
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

function mapsOf({ heatmap, evidenceMap }: ReportModel["evidence"]): EvidenceMap[] {
  const maps: EvidenceMap[] = [];
  if (heatmap.present !== undefined) {
    const [name, matrix] = ["Heatmap of the evidence", heatmap.present];
    maps.push({ name, matrix, domain: { min: 0, max: 1 }, words: "; the scale is 0 to 1" });
  }
  if (evidenceMap.present !== undefined) {
    const matrix = evidenceMap.present;
    const words = "; the scale spans its own values";
    maps.push({ name: "Evidence map", matrix, domain: opened(matrix.range), words });
  }
  return maps;
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
  { name, matrix, domain, words }: EvidenceMap,
  size: ImageSize,
  regions: readonly RegionModel[],
): Figure {
  return {
    height: size.height,
    caption: `${name}, ${describeMatrix(matrix)}${words}${outlinedWords(regions)}.`,
    alt: matrixWords(name, matrix, regions),
    draw: (canvas, { x, y }) => drawHeatmap(canvas, { x, y, ...size }, { matrix, domain, regions }),
  };
}

function outlinedWords(regions: readonly RegionModel[]): string {
  const drawn = regions.filter(({ box }) => box !== undefined).length;
  if (drawn === 0) return "";
  if (regions.length > MOST_OUTLINED) return `; the first ${MOST_OUTLINED} regions outlined`;
  return `; ${counted(drawn, "region")} outlined`;
}

/** The image's proportions within a square, as far as they leave something to see. */
function fitted(image: ImageSize, side: number): ImageSize {
  const longest = Math.max(image.width, image.height);
  return {
    width: Math.max((image.width / longest) * side, THINNEST),
    height: Math.max((image.height / longest) * side, THINNEST),
  };
}

function drawRegionTable(flow: Flow, { regions, unit, areaUnit, notes }: RegionsModel): void {
  for (const note of notes) flow.paragraph(note, TYPE.note);
  const { shown, leftOut } = tableExcerpt(regions, "region", "overlay_bundle.json");
  drawTable(flow, {
    caption: `Evidence regions; coordinates in ${unit}, area in ${areaUnit}.`,
    columns: [
      { head: "No.", weight: 0.5, align: "right" },
      { head: "Region", weight: 2.4, align: "left" },
      ...["x min", "y min", "x max", "y max", "Area", "Mean evidence"].map(coordinate),
    ],
    rows: shown.map(({ number, id, given }) => [
      String(number),
      id,
      exact(given.x_min),
      exact(given.y_min),
      exact(given.x_max),
      exact(given.y_max),
      exact(given.area),
      given.mean_evidence === undefined ? "not stated" : exact(given.mean_evidence),
    ]),
    maxLines: 4,
    dense: shown.length > READ_ROWS,
  });
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}

function coordinate(head: string): TableColumn {
  return { head, weight: 1.2, align: "decimal" };
}
