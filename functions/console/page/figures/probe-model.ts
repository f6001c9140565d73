import { clearLabels } from "../../../../lib/report/geometry/axis-labels.ts";
import { probeEntries, probePalette } from "../../../../lib/report/geometry/map-entries.ts";
import { cellFigure, exact } from "../../../../lib/report/model/numbers.ts";
import { LABELLED_GRID, type ProbeMap } from "../../../../lib/report/model/probe-maps.ts";
import type { ProbeCell } from "../../../../lib/report/model/probes.ts";
import { divergingIndex, isDark, type Palette } from "../../../../lib/report/scales/palettes.ts";
import type { Cell } from "./cursor-model.ts";
import type { Raster } from "./raster-model.ts";
import type { Reading } from "./readings.ts";
import { characterWidths, textWidth } from "./text-width.ts";

export function probeRaster(map: ProbeMap): Raster {
  return { width: map.gridSize, height: map.gridSize, entries: probeEntries(map) };
}

/** The probe of a cell, undefined where none was made. */
export function probeAt({ cells }: Pick<ProbeMap, "cells">, { row, col }: Cell) {
  return cells.find((probe) => probe.row === row && probe.col === col);
}

/** Where a read-out by key starts: at the largest difference. */
export function startingProbe({ cells, value }: ProbeMap): Cell {
  let start: ProbeCell | undefined;
  for (const probe of cells) {
    if (start === undefined || sizeOf(probe[value]) > sizeOf(start[value])) start = probe;
  }
  return { row: start?.row ?? 0, col: start?.col ?? 0 };
}

function sizeOf(change: number | undefined): number {
  return Math.abs(change ?? 0);
}

/** A cell in words, with all that its probe measured; the shown difference comes first. */
export function probeReadings(map: Pick<ProbeMap, "cells" | "value">, cell: Cell): Reading[] {
  const place = [
    { term: "Row", value: String(cell.row) },
    { term: "Column", value: String(cell.col) },
  ];
  const probe = probeAt(map, cell);
  if (probe === undefined) return [...place, { term: "", value: "not probed" }];
  const esi = { term: "ΔESI", value: written(probe.delta_esi) };
  const drift = { term: "Δdrift", value: written(probe.delta_drift) };
  return [
    ...place,
    ...(map.value === "delta_esi" ? [esi, drift] : [drift, esi]),
    { term: "Masked ESI", value: written(probe.masked_esi) },
    { term: "Masked drift", value: written(probe.masked_drift) },
  ];
}

function written(value: number | undefined): string {
  return value === undefined ? "not stated" : exact(value);
}

/** Text in a cell, at the cell's centre in pixels. */
export interface CellText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly ink: "black" | "white";
}

/** Sizes of the text in the cells, the largest first. */
const CELL_TEXT_SIZES = [13, 12, 11, 10, 9];

/** The values in the cells, all in one size; none if they do not fit or the grid is fine. */
export function cellTexts(
  { gridSize, cells, value, limit }: ProbeMap,
  side: number,
): { readonly size: number; readonly texts: readonly CellText[] } | undefined {
  if (gridSize > LABELLED_GRID || cells.length === 0) return undefined;
  const cell = side / gridSize;
  const texts = cells.map((probe) => cellText(probe[value]));
  const size = CELL_TEXT_SIZES.find((candidate) =>
    texts.every((text) => textWidth(text, candidate) <= cell - 2),
  );
  if (size === undefined) return undefined;
  const palette = probePalette({ value });
  return {
    size,
    texts: cells.map((probe, index) => ({
      x: (probe.col + 0.5) * cell,
      y: (probe.row + 0.5) * cell,
      text: texts[index] ?? "",
      ink: inkOn(palette, (probe[value] ?? 0) / limit),
    })),
  };
}

function cellText(change: number | undefined): string {
  return change === undefined ? "" : cellFigure(change);
}

function inkOn(palette: Palette, share: number): "black" | "white" {
  const colour = palette.colours[divergingIndex(share)];
  return colour !== undefined && isDark(colour) ? "white" : "black";
}

/** The numbers of rows, or of columns, that stand clear of each other along a side in pixels. */
export function gridNumbers(
  gridSize: number,
  side: number,
  fontSize: number,
): readonly { readonly at: number; readonly text: string }[] {
  const cell = side / gridSize;
  const step = Math.ceil((fontSize + 5) / cell);
  const numbers = Array.from({ length: Math.ceil(gridSize / step) }, (_, index) => index * step);
  const labels = numbers.map((number) => ({ at: (number + 0.5) * cell, text: `${number}` }));
  return clearLabels(labels, characterWidths(fontSize), { left: 0, right: side });
}
