import { colourBarRoom } from "../charts/colour-bar.ts";
import { drawProbeMap, PROBE_MAP_ROOM } from "../charts/probe-map.ts";
import { drawFigure, drawFigures, type Figure, figureWidth } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import type { Table } from "../layout/table-placement.ts";
import { weighted } from "../layout/weighted.ts";
import { rankedProbes, type RegionEffect, regionEffects } from "../model/effects.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import { type Marks, marksOf } from "../model/marks.ts";
import type { ReportModel } from "../model/model.ts";
import type { Probe } from "../model/probe-list.ts";
import {
  LABELLED_GRID,
  leftOutMaps,
  type ProbeMap,
  probeIntroduction,
  probeMaps,
} from "../model/probe-maps.ts";
import type { ProbesModel } from "../model/probes.ts";
import type { RegionModel } from "../model/regions.ts";
import { split } from "../model/split.ts";
import { probeStatistics, probeTable, regionEffectTable } from "../model/tables/probe-tables.ts";
import { probeMarkWords } from "../model/worst-words.ts";
import type { Canvas } from "../pdf/canvas.ts";

/** One map a figure: cells wide enough for their values. Two with up to 12 cells a side fit on a page. */
const LARGE_CELL = 20.7;
const LARGE_SIDE = 232;
/** Up to this many cells a side, the small map's cells hold their values. */
const SMALL_GRID = 8;
/** The probes, and the regions, with the largest effects; the appendix has the others. */
const MOST_READ = 10;
/** The sentence above the maps, and a caption. */
const INTRODUCTION = 92;

/** The probes as two maps of differences for each setting, their statistics and those that change most. */
export function drawProbes(flow: Flow, { probes, evidence, checks }: ReportModel): void {
  if (probes.present === undefined) return;
  const { noMap, notes } = probes.present;
  flow.section("Probe grid", keptHeight(probes.present));
  flow.paragraph(probeIntroduction(probes.present));
  for (const note of notes) flow.paragraph(note, TYPE.note);
  flow.space(SPACE.small);
  const regions = evidence.regions.present?.regions ?? [];
  if (noMap === undefined) drawMaps(flow, probes.present, regions);
  else flow.paragraph(noMap);
  const marks = marksOf(checks);
  drawStatistics(flow, probes.present, marks);
  drawRegionEffects(flow, probes.present, regions);
  drawStrongest(flow, probes.present, regions, marks);
}

/** The heading's company: a sentence, or the introduction and the first map with its caption. */
function keptHeight({ noMap, gridSize }: ProbesModel): number {
  if (noMap !== undefined) return 4 * TYPE.body.leading;
  const large = isLarge(gridSize);
  return (large ? largeSide(gridSize) : figureWidth(2) - 50) + PROBE_MAP_ROOM.top + INTRODUCTION;
}

/** Whether a map needs the whole width for its cells to hold their values. */
function isLarge(gridSize: number): boolean {
  return gridSize > SMALL_GRID && gridSize <= LABELLED_GRID;
}

function largeSide(gridSize: number): number {
  return Math.max(gridSize * LARGE_CELL, LARGE_SIDE);
}

function drawMaps(flow: Flow, probes: ProbesModel, regions: readonly RegionModel[]): void {
  const small = smallSide(flow.canvas, probes.limits);
  for (const maps of probeMaps(probes)) {
    if (isLarge(probes.gridSize)) {
      for (const map of maps) drawFigure(flow, figureOf(map, largeSide(probes.gridSize), regions));
    } else {
      drawFigures(
        flow,
        maps.map((map) => figureOf(map, small, regions)),
      );
    }
  }
  const leftOut = leftOutMaps(probes);
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}

/** The side of two maps of one size beside each other. */
function smallSide(canvas: Canvas, limits: ProbesModel["limits"]): number {
  const bars = [limits.esi, limits.drift].map((limit) =>
    colourBarRoom(canvas, { min: -limit, max: limit }),
  );
  return figureWidth(2) - PROBE_MAP_ROOM.left - Math.max(...bars);
}

function figureOf(map: ProbeMap, side: number, regions: readonly RegionModel[]): Figure {
  const marks = probeMarkWords(map, regions);
  return {
    height: PROBE_MAP_ROOM.top + side,
    caption: `${map.caption} ${marks}`.trimEnd(),
    alt: `${map.words} ${marks}`.trimEnd(),
    draw: (canvas, { x, y }) => {
      const corner = { x: x + PROBE_MAP_ROOM.left, y: y + PROBE_MAP_ROOM.top };
      drawProbeMap(canvas, { ...corner, width: side, height: side }, map, regions);
    },
  };
}

function drawStatistics(flow: Flow, probes: ProbesModel, marks: Marks): void {
  const content = probeStatistics(probes, marks);
  if (content.rows.length === 0) return;
  drawTable(flow, { ...weighted(content, [2, 1.4]), fit: true });
}

function drawRegionEffects(flow: Flow, probes: ProbesModel, regions: readonly RegionModel[]): void {
  const effects = regionEffects(regions, probes);
  if (effects.length === 0) return;
  const { body } = split(effects, MOST_READ);
  drawTable(flow, effectTable(body));
}

function effectTable(effects: readonly RegionEffect[]): Table {
  const content = weighted(regionEffectTable(effects), [0.5, 2.4, 1.2, 1.2, 1.6, 1.6]);
  return { ...content, fit: true, maxLines: 3 };
}

function drawStrongest(
  flow: Flow,
  probes: ProbesModel,
  regions: readonly RegionModel[],
  marks: Marks,
): void {
  const { body } = split(rankedProbes(probes.probes), MOST_READ);
  if (body.length > 0) drawTable(flow, tableOf(probes, body, regions, { marks }));
}

function tableOf(
  probes: ProbesModel,
  shown: readonly Probe[],
  regions: readonly RegionModel[],
  options: { readonly from?: number; readonly marks: Marks },
): Table {
  const content = weighted(probeTable(probes, shown, regions, options), [0.7, 0.7, 1.6]);
  return { ...content, fit: true, maxLines: 3 };
}

/** The probes and the effects that the section leaves to the appendix. */
export function drawOtherProbes(flow: Flow, { probes, evidence, checks }: ReportModel): void {
  if (probes.present === undefined) return;
  const regions = evidence.regions.present?.regions ?? [];
  const ranked = rankedProbes(probes.present.probes);
  const { shown, leftOut } = tableExcerpt(ranked, "probe", "metrics.json");
  const { body, rest } = split(shown, MOST_READ);
  const effects = split(regionEffects(regions, probes.present), MOST_READ).rest;
  const options = { from: body.length, marks: marksOf(checks) };
  const tables = [
    ...(effects.length > 0 ? [{ ...effectTable(effects), dense: true }] : []),
    ...(rest.length > 0
      ? [{ ...tableOf(probes.present, rest, regions, options), dense: true }]
      : []),
  ];
  const [first] = tables;
  if (first === undefined) return;
  flow.subsection("Other probes", openingHeight(flow, first));
  for (const table of tables) drawTable(flow, table);
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}
