import { describe, expect, it } from "vitest";
import {
  comparedAxesTable,
  comparedPointsTable,
} from "../../../../lib/report/model/comparison/axis-tables.ts";
import { comparison } from "../../../../lib/report/model/comparison/comparison.ts";
import { differenceMap, mapsTable } from "../../../../lib/report/model/comparison/maps.ts";
import { comparedCellsTable } from "../../../../lib/report/model/comparison/probes.ts";
import {
  comparedRegionsTable,
  overlapOf,
} from "../../../../lib/report/model/comparison/regions.ts";
import { checksTable } from "../../../../lib/report/model/comparison/checks.ts";
import { required } from "../../../../lib/required.ts";
import { demoArtifacts } from "../../sources.ts";
import { modelWith, surfaceOf } from "./models.ts";

const heatmap = (values: readonly (readonly number[])[]) => ({
  overlay_bundle: { heatmap: { values }, evidence_map: { values } },
});

describe("maps", () => {
  it("of the same size have one scale, and the cell that differs most is named", () => {
    const a = modelWith(
      heatmap([
        [0, 0.5],
        [0.2, 0.1],
      ]),
    );
    const b = modelWith(
      heatmap([
        [0, 0.4],
        [0.2, 2],
      ]),
    );
    const [found] = comparison({ a, b }).maps.common;
    expect(found?.maps.a.domain).toEqual({ min: 0, max: 2 });
    expect(found?.maps.b.domain).toEqual({ min: 0, max: 2 });
    expect(found?.words).toBe(
      "2 of 4 cells differ. The largest difference is 1.900, at row 1, column 1 (counted from 0).",
    );
    expect(mapsTable(required(found, "a map").maps).rows[3]).toEqual([
      "Largest value",
      "0.5",
      "2",
      "+1.500",
    ]);
  });

  it("of the same size have a map of B minus A, on a scale that is symmetric about zero", () => {
    const a = modelWith(heatmap([[0.1, 0.5]]));
    const b = modelWith(heatmap([[0.3, 0.4]]));
    const [found] = comparison({ a, b }).maps.common;
    expect(differenceMap(required(found, "a map"))).toEqual({ rows: [[0.2, -0.1]], limit: 0.2 });
    const [same] = comparison({ a, b: a }).maps.common;
    expect(differenceMap(required(same, "a map"))).toEqual({ rows: [[0, 0]], limit: 1 });
  });

  it("of unlike sizes are not compared cell by cell", () => {
    const a = modelWith(heatmap([[0, 1]]));
    const b = modelWith(heatmap([[0], [1]]));
    const [found] = comparison({ a, b }).maps.common;
    expect(found?.sameSize).toBe(false);
    expect(differenceMap(required(found, "a map"))).toBeUndefined();
    expect(found?.words).toMatch(/^The sizes are unlike: 2 × 1 in A, 1 × 2 in B\./);
  });

  it("that one case leaves out are named with the reason", () => {
    const a = modelWith({ overlay_bundle: { heatmap: { values: "placeholder" } } });
    const { common, notes } = comparison({ a, b: modelWith(heatmap([[1]])) }).maps;
    expect(common).toEqual([]);
    expect(notes[0]).toMatch(/^Heatmap: not compared\. A: The case leaves out the heatmap/);
  });
});

const region = (id: string, box: readonly number[], more: object = {}) => {
  const [x_min, y_min, x_max, y_max] = box;
  return { region_id: id, x_min, y_min, x_max, y_max, ...more };
};

describe("regions", () => {
  const shares = modelWith({
    overlay_bundle: {
      regions: [
        region("one", [0, 0, 0.5, 0.5], { area: 0.25, mean_evidence: 0.5 }),
        region("gone", [0, 0, 0.1, 0.1]),
      ],
    },
  });
  const pixels = modelWith({
    manifest: { image_dimensions: { width: 100, height: 100 } },
    overlay_bundle: {
      regions: [
        region("one", [0, 0, 50, 100], { area: 5000, mean_evidence: 0.75 }),
        region("new", [50, 50, 60, 60]),
      ],
    },
  });

  it("in unlike units are compared by their shares of the image only", () => {
    const found = required(comparison({ a: shares, b: pixels }).regions, "regions");
    expect(found.notes).toEqual([
      expect.stringMatching(/^The corners are in shares of the image in A and in pixels in B/),
      expect.stringMatching(
        /^The areas are in shares of the image in A and in pixels in B: no diff/,
      ),
    ]);
    const { columns, rows } = comparedRegionsTable(found);
    const heads = columns.map(({ head }) => head);
    expect(heads).not.toContain("Area, B − A");
    expect(heads).toContain("Mean evidence, B − A");
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ["one", "both", "0.500"],
      ["gone", "only A", "–"],
      ["new", "only B", "–"],
    ]);
  });

  it("in the same unit have the difference of their areas", () => {
    const found = required(comparison({ a: shares, b: shares }).regions, "regions");
    const { columns, rows } = comparedRegionsTable(found);
    expect(columns.map(({ head }) => head)).toContain("Area, B − A");
    expect(rows[0]).toContain("0");
  });

  it("of one case alone are listed without notes", () => {
    const none = modelWith({});
    expect(comparison({ a: none, b: shares }).regions).toMatchObject({ notes: [] });
  });

  it("without an area have no overlap", () => {
    const [flat] = shares.evidence.regions.present?.regions ?? [];
    const box = { left: 0, right: 0, top: 0, bottom: 1 };
    const line = { ...required(flat, "a region"), box };
    expect(overlapOf({ a: line, b: line })).toBeUndefined();
    expect(overlapOf({ a: line, b: undefined })).toBeUndefined();
  });
});

const probe = (axis: string, cell: string, delta: number) => ({
  probe: { region_id: `grid_${cell}_k2`, axis, value: 1 },
  delta_esi: delta,
  delta_drift: delta / 2,
});
const probed = (...results: readonly object[]) =>
  modelWith({ metrics: { probe_surface: { grid_size: 2, results } } });

describe("probes", () => {
  it("are matched by setting and cell, on the wider scale of the two", () => {
    const a = probed(probe("blur", "r0_c0", -0.1), probe("gain", "r0_c0", 0.1));
    const b = probed(
      probe("blur", "r0_c0", -0.4),
      probe("blur", "r1_c1", 0.2),
      probe("fog", "r0_c0", 0),
    );
    const found = required(comparison({ a, b }).probes, "probes");
    expect(found.settings.map(({ setting }) => setting)).toEqual(["blur at 1"]);
    const [setting] = found.settings;
    expect(setting?.maps[0].a.limit).toBe(0.4);
    expect(found.notes).toEqual([
      "Perturbations of the probes only in A: gain at 1.",
      "Perturbations of the probes only in B: fog at 1.",
    ]);
    expect(comparedCellsTable(required(setting, "a setting")).rows).toEqual([
      ["0", "0", "-0.1", "-0.4", "−0.300", "-0.05", "-0.2", "−0.150"],
      ["1", "1", "–", "0.2", "–", "–", "0.1", "–"],
    ]);
  });

  it("of unlike grids are not compared cell by cell", () => {
    const a = modelWith({ ...demoArtifacts("case_001") });
    const b = modelWith({ ...demoArtifacts("case_large") });
    const found = required(comparison({ a, b }).probes, "probes");
    expect(found.sameGrid).toBe(false);
    expect(found.notes[0]).toMatch(/^The grids are unlike: 4 × 4 cells in A, 20 × 20 in B\./);
  });

  it("of many settings are counted", () => {
    const many = Array.from({ length: 15 }, (_, index) => probe(`axis ${index}`, "r0_c0", 0.1));
    const found = comparison({ a: probed(...many), b: probed(probe("fog", "r0_c0", 0.1)) }).probes;
    expect(found?.notes[0]).toMatch(/ and 3 more\.$/);
  });

  it("of one case alone are not compared", () => {
    const a = probed(probe("blur", "r0_c0", -0.1));
    expect(comparison({ a, b: probed() }).probes).toBeUndefined();
    expect(comparison({ a: probed(), b: a }).probes).toBeUndefined();
  });
});

describe("tables", () => {
  const a = modelWith(surfaceOf({ blur: [{ value: 1, esi: 0.5 }, { value: 2 }] }));
  const b = modelWith(surfaceOf({ blur: [{ value: 1, esi: 0.25, drift: 0.5 }] }));
  const found = comparison({ a, b });

  it("of points have A, B and the difference, and a dash for what is not stated", () => {
    const axis = required(found.surfaces.common[0], "an axis");
    const { columns, rows } = comparedPointsTable(axis, ["esi", "drift"]);
    expect(columns.map(({ head }) => head)).toEqual([
      "Value",
      "ESI, A",
      "ESI, B",
      "ESI, B − A",
      "drift, A",
      "drift, B",
      "drift, B − A",
    ]);
    expect(rows[0]?.slice(0, 4)).toEqual(["1", "0.5", "0.25", "−0.250"]);
    expect(rows[1]?.slice(0, 4)).toEqual(["2", "–", "–", "–"]);
  });

  it("of axes have a row for each figure that either states", () => {
    const { columns, rows } = comparedAxesTable(found.surfaces);
    expect(columns.map(({ head }) => head)).toEqual(["Axis", "Figure", "A", "B", "B − A"]);
    expect(rows).toEqual([
      ["blur", "Lowest ESI", "0.5", "0.25", "−0.250"],
      ["blur", "Highest drift", "–", "0.5", "–"],
    ]);
  });

  it("of checks have both outcomes in words", () => {
    const { rows } = checksTable(found.checks.all, "All.");
    expect(rows).toContainEqual(["Every ESI lies between 0 and 1", "holds", "holds"]);
  });
});
