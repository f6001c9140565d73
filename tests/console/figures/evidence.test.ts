import { describe, expect, test } from "vitest";
import { barMarks, fromTop } from "../../../functions/console/page/figures/colour-bar-model.ts";
import {
  cellReadings,
  drawnRegions,
  matrixRaster,
  startingCell,
  windowTable,
} from "../../../functions/console/page/figures/evidence-model.ts";
import {
  bandsOf,
  barRaster,
  imageBytes,
} from "../../../functions/console/page/figures/raster-model.ts";
import { spoken } from "../../../functions/console/page/figures/readings.ts";
import { readEvidence } from "../../../lib/report/model/evidence.ts";
import { type EvidenceMap, evidenceMaps } from "../../../lib/report/model/evidence-maps.ts";
import type { RegionModel } from "../../../lib/report/model/regions.ts";
import { shareOf } from "../../../lib/report/scales/linear.ts";
import { DIVERGING, sequentialIndex, VIRIDIS } from "../../../lib/report/scales/palettes.ts";
import { demoSource, matrixOf, smallArtifacts } from "../../report/sources.ts";

function evidenceOf(caseId: string) {
  const { overlay_bundle: overlay, manifest } = demoSource(caseId).artifacts;
  return readEvidence({ overlay, manifest });
}

function mapOf(width: number, height: number, value: (x: number, y: number) => number) {
  const { overlay_bundle: overlay } = smallArtifacts({
    overlay: { heatmap: matrixOf(width, height, value) },
  });
  const [map] = evidenceMaps(readEvidence({ overlay }));
  if (map === undefined) throw new TypeError("expected a map");
  return map;
}

function pixel(map: EvidenceMap, row: number, col: number): number[] {
  const bytes = imageBytes(matrixRaster(map), VIRIDIS);
  const at = (row * map.matrix.width + col) * 4;
  return Array.from(bytes.subarray(at, at + 4));
}

describe.each(["case_001", "case_rich", "case_large"])("the maps of %s", (caseId) => {
  test("have the opaque colour of every value in its place, as in the report", () => {
    for (const map of evidenceMaps(evidenceOf(caseId))) {
      const bytes = imageBytes(matrixRaster(map), VIRIDIS);
      expect(bytes).toHaveLength(map.matrix.width * map.matrix.height * 4);
      const wrong = map.matrix.rows.flatMap((values, row) =>
        [...values].filter((value, col) => {
          const at = (row * map.matrix.width + col) * 4;
          const colour = VIRIDIS.colours[sequentialIndex(shareOf(value, map.domain))];
          return colour?.some((part, index) => bytes[at + index] !== part) || bytes[at + 3] !== 255;
        }),
      );
      expect(wrong).toEqual([]);
    }
  });

  test("outline each region in its place on the image", () => {
    const { present } = evidenceOf(caseId).regions;
    if (present === undefined) throw new TypeError("expected regions");
    const drawn = drawnRegions(present.regions, { width: 448, height: 448 });
    const scale = present.unit === "pixels" ? 2 : 448;
    const close = (value: number): unknown => expect.closeTo(value * scale, 6);
    expect(drawn.map(({ outline }) => outline)).toEqual(
      present.regions.map(({ given: { x_min, y_min, x_max, y_max } }) => ({
        x: close(x_min),
        y: close(y_min),
        width: close(x_max - x_min),
        height: close(y_max - y_min),
      })),
    );
  });
});

test("a left-out matrix is a sentence instead of a map", () => {
  const evidence = evidenceOf("case_sparse");
  expect(evidenceMaps(evidence)).toEqual([]);
  expect(evidence.heatmap.absent).toContain("leaves out the heatmap (224 × 224)");
  expect(evidence.regions.absent).toBe("The case names no evidence regions.");
});

test("the first row of a matrix is at the top, and its first column at the left", () => {
  const map = mapOf(3, 2, (x, y) => (x === 2 && y === 0 ? 1 : 0));
  const high = [...(VIRIDIS.colours[255] ?? []), 255];
  expect(pixel(map, 0, 2)).toEqual(high);
  expect(pixel(map, 1, 2)).not.toEqual(high);
  expect(pixel(map, 0, 0)).toEqual(pixel(map, 1, 2));
});

test("a map is coloured once, however often it is chosen", () => {
  const map = mapOf(3, 2, () => 0.5);
  expect(matrixRaster(map)).toBe(matrixRaster(map));
  expect(matrixRaster(mapOf(3, 2, () => 0.5))).not.toBe(matrixRaster(map));
});

test("the read-out of a cell is exact, with the regions around its centre", () => {
  const evidence = evidenceOf("case_rich");
  const [map] = evidenceMaps(evidence);
  const regions = evidence.regions.present?.regions ?? [];
  if (map === undefined) throw new TypeError("expected a map");
  const inside = spoken(cellReadings({ row: 150, col: 160 }, map, regions));
  const value = String(map.matrix.rows[150]?.[160]);
  expect(inside).toBe(`Row 150, Column 160, Value ${value}, In 1 left_lower_lobe`);
  const outside = cellReadings({ row: 0, col: 0 }, map, regions);
  expect(outside.map(({ term }) => term)).toEqual(["Row", "Column", "Value"]);
  expect(spoken(cellReadings({ row: 999, col: 0 }, map, []))).toContain("Value none");
});

/** A region over the middle of the image. */
function region(number: number, box: RegionModel["box"]): RegionModel {
  const given = { region_id: `r${number}`, x_min: 0, y_min: 0, x_max: 1, y_max: 1, area: 1 };
  return { number, id: `region_${number}`, given, box };
}

const MIDDLE = { left: 0.4, top: 0.4, right: 0.6, bottom: 0.6 };

test("the read-out names three of many regions at a cell", () => {
  const map = mapOf(10, 10, () => 0.5);
  const regions = Array.from({ length: 5 }, (_, index) => region(index + 1, MIDDLE));
  const words = spoken(cellReadings({ row: 5, col: 5 }, map, [...regions, region(9, undefined)]));
  expect(words).toBe("Row 5, Column 5, Value 0.5, In 1 region_1, 2 region_2, 3 region_3, 2 more");
});

test("a region outside the image has no outline", () => {
  expect(drawnRegions([region(1, undefined)], { width: 400, height: 400 })).toEqual([]);
});

test("labels stay within the map and do not overlap, and a label without room is left out", () => {
  const size = { width: 400, height: 60 };
  const regions = Array.from({ length: 30 }, (_, index) => region(index + 1, MIDDLE));
  const labels = drawnRegions(regions, size).flatMap(({ label }) => label?.place ?? []);
  expect(labels.length).toBeGreaterThan(1);
  expect(labels.length).toBeLessThan(30);
  for (const [index, one] of labels.entries()) {
    expect(one.x).toBeGreaterThanOrEqual(0);
    expect(one.x + one.width).toBeLessThanOrEqual(size.width);
    expect(one.y + one.height).toBeLessThanOrEqual(size.height);
    for (const other of labels.slice(index + 1)) {
      const apart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y;
      expect(apart).toBe(true);
    }
  }
});

test.each([
  [400, "7 region_7"],
  [280, "7"],
])("on a map %d pixels wide a region has the label %s", (width, text) => {
  const [drawn] = drawnRegions([region(7, MIDDLE)], { width, height: 300 });
  expect(drawn?.label?.text).toBe(text);
});

test("the map draws at most as many outlines as the report, and labels fewer", () => {
  const regions = Array.from({ length: 1100 }, (_, index) => {
    const [left, top] = [(index % 40) / 40, Math.floor(index / 40) / 40];
    return region(index + 1, { left, top, right: left + 0.01, bottom: top + 0.01 });
  });
  const drawn = drawnRegions(regions, { width: 8000, height: 8000 });
  expect(drawn).toHaveLength(1000);
  expect(drawn.filter(({ label }) => label !== undefined)).toHaveLength(200);
});

test("keys start at the highest value", () => {
  expect(startingCell(mapOf(5, 4, (x, y) => (x === 3 && y === 2 ? 0.9 : 0.1)))).toEqual({
    row: 2,
    col: 3,
  });
});

test("the table of a matrix is a window around the cell, with exact values", () => {
  const map = mapOf(40, 30, (x, y) => (x + 40 * y) / 1200);
  const { caption, columns, rows } = windowTable(map, { row: 15, col: 20 });
  expect(columns.map(({ head }) => head)).toEqual([
    "Row",
    "16",
    "17",
    "18",
    "19",
    "20",
    "21",
    "22",
    "23",
  ]);
  expect(rows).toHaveLength(12);
  expect(rows[0]).toEqual([
    "9",
    ...[16, 17, 18, 19, 20, 21, 22, 23].map((x) => String((x + 360) / 1200)),
  ]);
  expect(caption).toContain("rows 9 to 20 and columns 16 to 23 of 30 × 40");
});

test("the window stops at the edges, and covers a small matrix entirely", () => {
  const map = mapOf(40, 30, () => 0.5);
  expect(windowTable(map, { row: 29, col: 39 }).caption).toContain(
    "rows 18 to 29 and columns 32 to 39",
  );
  expect(windowTable(map, { row: 0, col: 0 }).caption).toContain("rows 0 to 11 and columns 0 to 7");
  const small = windowTable(
    mapOf(2, 3, () => 0.5),
    { row: 2, col: 1 },
  );
  expect([small.rows.length, small.columns.length]).toEqual([3, 3]);
});

test("a colour bar has its largest value at the top, without colours that are not part of the scale", () => {
  const { height, entries } = barRaster(1);
  expect([height, entries[0], entries.at(-1)]).toEqual([255, 255, 1]);
  const bytes = imageBytes(barRaster(1), DIVERGING);
  expect(Array.from(bytes.subarray(0, 3))).toEqual(DIVERGING.colours[255]);
});

test("values beside a colour bar are next to their colours", () => {
  expect(barMarks({ min: 0, max: 1 })).toEqual(
    ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"].map((label) => ({
      label,
      fromTop: expect.closeTo(1 - Number(label)) as unknown,
    })),
  );
  expect(fromTop(7, { min: 0, max: 1 })).toBe(0);
  expect(fromTop(-7, { min: 0, max: 1 })).toBe(1);
});

test("a large raster is painted in bands of whole rows that cover it", () => {
  const [width, height] = [300, 4000];
  const entries = Uint8Array.from({ length: width * height }, (_, cell) => cell % 251);
  const bands = bandsOf({ width, height, entries });
  expect(bands.map(({ top }) => top)).toEqual([0, 1666, 3332]);
  expect(bands.map(({ raster }) => raster.height)).toEqual([1666, 1666, 668]);
  for (const { top, raster } of bands) {
    expect(raster.entries.length).toBe(raster.width * raster.height);
    expect(raster.entries[0]).toBe((top * width) % 251);
  }
  expect(bandsOf({ width: 4, height: 4, entries: new Uint8Array(16) })).toHaveLength(1);
});
