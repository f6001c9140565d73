import { colourBarRoom } from "../charts/colour-bar.ts";
import { drawProbeMap, PROBE_MAP_ROOM } from "../charts/probe-map.ts";
import { arrange, type Block, firstHeight } from "../layout/arrange.ts";
import { type Figure, figureWidth, rowBlock } from "../layout/figure.ts";
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
/** A map of up to this many cells a side is drawn smaller if that avoids an empty half page. */
const LEAST_SHARE = 0.8;
/** The sentence above the maps. */
const INTRODUCTION = 40;

/** The probes as two maps of differences for each setting, their statistics and those that change most. */
export function drawProbes(flow: Flow, { probes, evidence, checks }: ReportModel): void {
  if (probes.present === undefined) return;
  const { noMap, notes } = probes.present;
  const regions = evidence.regions.present?.regions ?? [];
  const maps = noMap === undefined ? mapBlocks(flow, probes.present, regions) : [];
  const tables = [
    statisticsOf(probes.present, marksOf(checks)),
    effectsOf(probes.present, regions),
    strongestOf(probes.present, regions, marksOf(checks)),
  ].flatMap((table) => (table === undefined ? [] : [tableBlock(flow, table)]));
  flow.section("Probe grid", INTRODUCTION + firstHeight(maps, tables));
  flow.paragraph(probeIntroduction(probes.present));
  for (const note of notes) flow.paragraph(note, TYPE.note);
  flow.space(SPACE.small);
  if (noMap !== undefined) flow.paragraph(noMap);
  arrange(flow, maps, tables);
}

function tableBlock(flow: Flow, table: Table): Block {
  return { height: openingHeight(flow, table), draw: () => drawTable(flow, table) };
}

/** Whether a map needs the whole width for its cells to hold their values. */
function isLarge(gridSize: number): boolean {
  return gridSize > SMALL_GRID && gridSize <= LABELLED_GRID;
}

function largeSide(gridSize: number): number {
  return Math.max(gridSize * LARGE_CELL, LARGE_SIDE);
}

function mapBlocks(flow: Flow, probes: ProbesModel, regions: readonly RegionModel[]): Block[] {
  const large = isLarge(probes.gridSize);
  const side = large ? largeSide(probes.gridSize) : smallSide(flow.canvas, probes.limits);
  const pairs: (readonly ProbeMap[])[] = probeMaps(probes);
  const rows = large ? pairs.flat().map((map) => [map]) : pairs;
  const blocks = rows.map((row) => {
    const rowAt = (share: number): Figure[] =>
      row.map((map) => figureOf(map, share * side, regions));
    // Values are written in the cells of a small map: it has no room to spare.
    const least = large || probes.gridSize > LABELLED_GRID ? 1 : LEAST_SHARE;
    return rowBlock(flow, rowAt, { columns: large ? 1 : 2, least });
  });
  const leftOut = leftOutMaps(probes);
  if (leftOut === undefined) return blocks;
  const draw = (): void => flow.paragraph(leftOut, TYPE.note);
  return [...blocks, { height: 2 * TYPE.note.leading, draw }];
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

function statisticsOf(probes: ProbesModel, marks: Marks): Table | undefined {
  const content = probeStatistics(probes, marks);
  return content.rows.length === 0 ? undefined : { ...weighted(content, [2, 1.4]), fit: true };
}

function effectsOf(probes: ProbesModel, regions: readonly RegionModel[]): Table | undefined {
  const { body } = split(regionEffects(regions, probes), MOST_READ);
  return body.length === 0 ? undefined : effectTable(body);
}

function effectTable(effects: readonly RegionEffect[]): Table {
  const content = weighted(regionEffectTable(effects), [0.5, 2.4, 1.2, 1.2, 1.6, 1.6]);
  return { ...content, fit: true, mostPanels: 1, maxLines: 3 };
}

function strongestOf(
  probes: ProbesModel,
  regions: readonly RegionModel[],
  marks: Marks,
): Table | undefined {
  const { body } = split(rankedProbes(probes.probes), MOST_READ);
  return body.length === 0 ? undefined : tableOf(probes, body, regions, { marks });
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
