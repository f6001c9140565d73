import { colourBarRoom } from "../charts/colour-bar.ts";
import { drawProbeMap, LABELLED_GRID, PROBE_MAP_ROOM, type ProbeMap } from "../charts/probe-map.ts";
import { drawFigure, drawFigures, type Figure, figureWidth } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import { probeWords } from "../model/figure-words.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import { counted, exact } from "../model/numbers.ts";
import type { ProbesModel } from "../model/probes.ts";
import type { Canvas } from "../pdf/canvas.ts";

/** One map a figure: cells wide enough for their values. */
const LARGE_SIDE = 330;
/** Up to this many cells a side, the small map's cells hold their values. */
const SMALL_GRID = 8;
/** The sentence above the maps, and a caption. */
const INTRODUCTION = 70;

/** The probe grid as two maps of differences, its statistics and every probe. */
export function drawProbes(flow: Flow, { probes }: ReportModel): void {
  flow.section("Probe grid", keptHeight(probes.present));
  if (probes.present === undefined) {
    flow.paragraph(probes.absent);
    return;
  }
  const { gridSize, noMap, notes } = probes.present;
  flow.paragraph(
    `Each probe masks one cell of a ${gridSize} × ${gridSize} grid over the image. ΔESI and Δdrift ` +
      "are the differences that this makes. Purple is below zero, orange above, white no change, " +
      "grey not probed.",
  );
  for (const note of notes) flow.paragraph(note, TYPE.note);
  flow.space(SPACE.small);
  if (noMap === undefined) drawMaps(flow, probes.present);
  else flow.paragraph(noMap);
  drawStatistics(flow, probes.present);
  drawProbeTable(flow, probes.present);
}

/** The heading's company: a sentence, or the introduction and the first map with its caption. */
function keptHeight(probes: ProbesModel | undefined): number {
  if (probes === undefined || probes.noMap !== undefined) return 4 * TYPE.body.leading;
  const large = isLarge(probes.gridSize);
  return (large ? LARGE_SIDE : figureWidth(2) - 50) + PROBE_MAP_ROOM.top + INTRODUCTION;
}

/** Whether a map needs the whole width for its cells to hold their values. */
function isLarge(gridSize: number): boolean {
  return gridSize > SMALL_GRID && gridSize <= LABELLED_GRID;
}

function drawMaps(flow: Flow, { gridSize, cells, limits }: ProbesModel): void {
  const small = smallSide(flow.canvas, limits);
  const maps: ProbeMap[] = [
    { title: "ΔESI of masking a cell", value: "delta_esi", limit: limits.esi, gridSize, cells },
    {
      title: "Δdrift of masking a cell",
      value: "delta_drift",
      limit: limits.drift,
      gridSize,
      cells,
    },
  ];
  if (isLarge(gridSize)) {
    for (const map of maps) drawFigure(flow, figureOf(map, LARGE_SIDE));
  } else {
    drawFigures(
      flow,
      maps.map((map) => figureOf(map, small)),
    );
  }
}

/** The side of two maps of one size beside each other. */
function smallSide(canvas: Canvas, limits: ProbesModel["limits"]): number {
  const bars = [limits.esi, limits.drift].map((limit) =>
    colourBarRoom(canvas, { min: -limit, max: limit }),
  );
  return figureWidth(2) - PROBE_MAP_ROOM.left - Math.max(...bars);
}

function figureOf(map: ProbeMap, side: number): Figure {
  return {
    height: PROBE_MAP_ROOM.top + side,
    caption: `${map.title}, ${counted(map.cells.length, "cell")}; the scale is symmetric about zero.`,
    alt: probeWords(map),
    draw: (canvas, { x, y }) => {
      const corner = { x: x + PROBE_MAP_ROOM.left, y: y + PROBE_MAP_ROOM.top };
      drawProbeMap(canvas, { ...corner, width: side, height: side }, map);
    },
  };
}

function drawStatistics(flow: Flow, { surface }: ProbesModel): void {
  drawTable(flow, {
    caption: `Statistics of ${counted(surface.total_probes, "probe")}, as the case states them.`,
    columns: [
      { head: "Difference", weight: 2, align: "left" },
      { head: "Mean", weight: 1.4, align: "decimal" },
      { head: "Variance", weight: 1.4, align: "decimal" },
    ],
    rows: [
      ["ΔESI", exact(surface.mean_delta_esi), exact(surface.variance_delta_esi)],
      ["Δdrift", exact(surface.mean_delta_drift), exact(surface.variance_delta_drift)],
    ],
    fit: true,
  });
}

function drawProbeTable(flow: Flow, { surface }: ProbesModel): void {
  if (surface.probes.length === 0) return;
  const { shown, leftOut } = tableExcerpt(surface.probes, "probe", "metrics.json");
  const heads = ["ΔESI", "Δdrift", "Masked ESI", "Masked drift"];
  drawTable(flow, {
    caption: leftOut === undefined ? "Every probe of the case." : "The first probes of the case.",
    rowHeads: 2,
    columns: [
      { head: "Row", weight: 0.7, align: "right" },
      { head: "Col.", weight: 0.7, align: "right" },
      ...heads.map((head) => ({ head, weight: 1.6, align: "decimal" }) as const),
    ],
    rows: shown.map((probe) =>
      [
        probe.row,
        probe.col,
        probe.delta_esi,
        probe.delta_drift,
        probe.masked_esi,
        probe.masked_drift,
      ].map(exact),
    ),
    fit: true,
    dense: true,
  });
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}
