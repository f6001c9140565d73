import { colourBarRoom } from "../charts/colour-bar.ts";
import { drawProbeMap, PROBE_MAP_ROOM } from "../charts/probe-map.ts";
import { drawFigure, drawFigures, type Figure, figureWidth } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import { weighted } from "../layout/weighted.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import { LABELLED_GRID, type ProbeMap, probeIntroduction, probeMaps } from "../model/probe-maps.ts";
import type { ProbesModel } from "../model/probes.ts";
import { probeStatistics, probeTable } from "../model/tables/probe-tables.ts";
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
  const { noMap, notes } = probes.present;
  flow.paragraph(probeIntroduction(probes.present));
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

function drawMaps(flow: Flow, probes: ProbesModel): void {
  const small = smallSide(flow.canvas, probes.limits);
  const maps = probeMaps(probes);
  if (isLarge(probes.gridSize)) {
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
    caption: map.caption,
    alt: map.words,
    draw: (canvas, { x, y }) => {
      const corner = { x: x + PROBE_MAP_ROOM.left, y: y + PROBE_MAP_ROOM.top };
      drawProbeMap(canvas, { ...corner, width: side, height: side }, map);
    },
  };
}

function drawStatistics(flow: Flow, probes: ProbesModel): void {
  drawTable(flow, { ...weighted(probeStatistics(probes), [2, 1.4]), fit: true });
}

function drawProbeTable(flow: Flow, probes: ProbesModel): void {
  if (probes.surface.probes.length === 0) return;
  const { shown, leftOut } = tableExcerpt(probes.surface.probes, "probe", "metrics.json");
  const content = weighted(probeTable(probes, shown), [0.7, 0.7, 1.6]);
  drawTable(flow, { ...content, fit: true, dense: true });
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}
