import { drawProbeMap, LABELLED_GRID, PROBE_MAP_ROOM, type ProbeMap } from "../charts/probe-map.ts";
import type { Flow } from "../layout/flow.ts";
import { COLUMN, SPACE, TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import type { ReportModel } from "../model/model.ts";
import { counted, exact } from "../model/numbers.ts";
import type { ProbesModel } from "../model/probes.ts";

const GAP = 14;
/** Two maps beside each other. */
const SMALL_SIDE = (COLUMN.width - GAP) / 2 - PROBE_MAP_ROOM.left - PROBE_MAP_ROOM.right;
/** One map a figure: cells wide enough for their values. */
const LARGE_SIDE = 330;
/** Up to this many cells a side, the small map's cells hold their values. */
const SMALL_GRID = 8;
const STATISTICS_WIDTH = 300;

/** The probe grid as two maps of differences, its statistics and every probe. */
export function drawProbes(flow: Flow, { probes }: ReportModel): void {
  flow.section("Probe grid", probes.present === undefined ? 20 : SMALL_SIDE + 110);
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
  if (noMap === undefined) drawMaps(flow, probes.present);
  else flow.paragraph(noMap);
  drawStatistics(flow, probes.present);
  drawProbeTable(flow, probes.present);
}

function drawMaps(flow: Flow, { gridSize, cells, limits }: ProbesModel): void {
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
  if (gridSize > SMALL_GRID && gridSize <= LABELLED_GRID) {
    for (const map of maps) {
      drawMapRow(flow, [map], LARGE_SIDE);
      flow.figureCaption(`${map.title}, ${counted(cells.length, "cell")}; symmetric about zero.`);
    }
    return;
  }
  drawMapRow(flow, maps, SMALL_SIDE);
  flow.figureCaption(
    `Differences by masked cell, ${counted(cells.length, "cell")}; each scale is symmetric about zero.`,
  );
}

function drawMapRow(flow: Flow, maps: readonly ProbeMap[], side: number): void {
  flow.ensure(PROBE_MAP_ROOM.top + side + SPACE.medium + 2 * TYPE.caption.leading);
  flow.y += PROBE_MAP_ROOM.top;
  let x = COLUMN.left + PROBE_MAP_ROOM.left;
  for (const map of maps) {
    drawProbeMap(flow.canvas, { x, y: flow.y, width: side, height: side }, map);
    x += side + PROBE_MAP_ROOM.right + GAP + PROBE_MAP_ROOM.left;
  }
  flow.y += side + SPACE.medium;
}

function drawStatistics(flow: Flow, { surface }: ProbesModel): void {
  drawTable(flow, {
    caption: `Statistics of ${counted(surface.total_probes, "probe")}, as the case states them.`,
    width: STATISTICS_WIDTH,
    columns: [
      { head: "Difference", weight: 2, align: "left" },
      { head: "Mean", weight: 1.4, align: "decimal" },
      { head: "Variance", weight: 1.4, align: "decimal" },
    ],
    rows: [
      ["ΔESI", exact(surface.mean_delta_esi), exact(surface.variance_delta_esi)],
      ["Δdrift", exact(surface.mean_delta_drift), exact(surface.variance_delta_drift)],
    ],
  });
}

function drawProbeTable(flow: Flow, { surface }: ProbesModel): void {
  if (surface.probes.length === 0) return;
  const heads = ["ΔESI", "Δdrift", "Masked ESI", "Masked drift"];
  drawTable(flow, {
    caption: "Every probe of the case.",
    columns: [
      { head: "Row", weight: 0.7, align: "right" },
      { head: "Col.", weight: 0.7, align: "right" },
      ...heads.map((head) => ({ head, weight: 1.6, align: "decimal" }) as const),
    ],
    rows: surface.probes.map((probe) =>
      [
        probe.row,
        probe.col,
        probe.delta_esi,
        probe.delta_drift,
        probe.masked_esi,
        probe.masked_drift,
      ].map(exact),
    ),
    panels: surface.probes.length > 20 ? 2 : 1,
  });
}
