import { COLOUR_BAR_WIDTH } from "../charts/colour-bar.ts";
import { drawHeatmap } from "../charts/heatmap.ts";
import { drawFigure } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import { drawTable, type TableColumn } from "../layout/table.ts";
import { matrixWords } from "../model/figure-words.ts";
import { describeMatrix, type MatrixModel } from "../model/matrix.ts";
import type { ReportModel } from "../model/model.ts";
import { counted, exact } from "../model/numbers.ts";
import type { RegionModel, RegionsModel } from "../model/regions.ts";
import { type Domain, opened } from "../scales/linear.ts";

const HEATMAP_SIDE = 292;
const EVIDENCE_MAP_SIDE = 180;
/** What a map needs at its right for the colour bar and its labels. */
const BAR_ROOM = SPACE.medium + COLOUR_BAR_WIDTH + 44;
/** A map of an image that is all but a line is still drawn this thick. */
const THINNEST = 24;

interface EvidenceFigure {
  readonly name: string;
  readonly matrix: MatrixModel;
  readonly domain: Domain;
  readonly regions: readonly RegionModel[];
  readonly longestSide: number;
  readonly caption: string;
}

/** The case's own matrices as maps, with its regions outlined, and the region table. */
export function drawEvidence(flow: Flow, { evidence, manifest }: ReportModel): void {
  const { heatmap, evidenceMap, regions } = evidence;
  const image = manifest.image_dimensions;
  flow.section("Evidence", heatmap.present === undefined ? 60 : HEATMAP_SIDE + 70);
  const outlined = regions.present?.regions ?? [];
  if (heatmap.present !== undefined || evidenceMap.present !== undefined) {
    flow.paragraph("What the answer rests on in the image, drawn from the case's own matrices.");
    flow.space(SPACE.small);
  }
  if (heatmap.present === undefined) flow.paragraph(heatmap.absent);
  else {
    drawMatrix(flow, image, {
      name: "Heatmap of the evidence",
      matrix: heatmap.present,
      domain: { min: 0, max: 1 },
      regions: outlined,
      longestSide: HEATMAP_SIDE,
      caption: `Heatmap of the evidence, ${describeMatrix(heatmap.present)}${outlinedWords(outlined)}.`,
    });
  }
  if (evidenceMap.present === undefined) flow.paragraph(evidenceMap.absent);
  else {
    drawMatrix(flow, image, {
      name: "Evidence map",
      matrix: evidenceMap.present,
      domain: opened(evidenceMap.present.range),
      regions: heatmap.present === undefined ? outlined : [],
      longestSide: heatmap.present === undefined ? HEATMAP_SIDE : EVIDENCE_MAP_SIDE,
      caption: `Evidence map, ${describeMatrix(evidenceMap.present)}; its colours span its own values.`,
    });
  }
  if (regions.present === undefined) flow.paragraph(regions.absent);
  else drawRegionTable(flow, regions.present);
}

function outlinedWords(regions: readonly RegionModel[]): string {
  const drawn = regions.filter(({ box }) => box !== undefined).length;
  return drawn === 0 ? "" : `; ${counted(drawn, "region")} outlined`;
}

function drawMatrix(
  flow: Flow,
  image: { width: number; height: number },
  { name, matrix, domain, regions, longestSide, caption }: EvidenceFigure,
): void {
  const { width, height } = fitted(image, longestSide);
  drawFigure(flow, {
    height,
    caption,
    alt: matrixWords(name, matrix, regions),
    draw: (canvas, place) => {
      const x = place.x + (place.width - width - BAR_ROOM) / 2;
      drawHeatmap(canvas, { x, y: place.y, width, height }, { matrix, domain, regions });
    },
  });
}

/** The image's proportions within a square, as far as they leave something to see. */
function fitted(image: { width: number; height: number }, side: number) {
  const longest = Math.max(image.width, image.height);
  return {
    width: Math.max((image.width / longest) * side, THINNEST),
    height: Math.max((image.height / longest) * side, THINNEST),
  };
}

function drawRegionTable(flow: Flow, { regions, unit, areaUnit, notes }: RegionsModel): void {
  for (const note of notes) flow.paragraph(note, TYPE.note);
  drawTable(flow, {
    caption: `Evidence regions; coordinates in ${unit}, area in ${areaUnit}.`,
    columns: [
      { head: "No.", weight: 0.5, align: "right" },
      { head: "Region", weight: 2.4, align: "left" },
      ...["x min", "y min", "x max", "y max", "Area", "Mean evidence"].map(coordinate),
    ],
    rows: regions.map(({ number, id, given }) => [
      String(number),
      id,
      ...[given.x_min, given.y_min, given.x_max, given.y_max, given.area].map(exact),
      given.mean_evidence === undefined ? "not stated" : exact(given.mean_evidence),
    ]),
    maxLines: 4,
  });
}

function coordinate(head: string): TableColumn {
  return { head, weight: 1.2, align: "decimal" };
}
