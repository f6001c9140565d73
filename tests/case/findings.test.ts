import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checksOf } from "../../lib/case/checks/index.ts";
import { findingsOf } from "../../lib/case/findings.ts";
import type { CaseArtifacts } from "../../lib/case/schemas.ts";
import { at, changed, consistentCase, shapes } from "./checks/consistent-case.ts";
import { holds } from "./properties.ts";

function findings(artifacts: CaseArtifacts) {
  return findingsOf(artifacts, checksOf(artifacts));
}

type Figures = Readonly<Record<string, number>>;

/** A surface of the ESI at each value of each axis; drift is 1 - ESI. */
function surfaceOf(axes: Readonly<Record<string, Figures>>): CaseArtifacts {
  return {
    robustness_surface: {
      axes: Object.entries(axes).map(([axis, figures]) => ({
        axis,
        points: Object.entries(figures).map(([value, esi]) => ({ value, esi, drift: 1 - esi })),
      })),
    },
  };
}

test("a case without data has no findings", () => {
  expect(findings({})).toEqual({ failingChecks: 0 });
});

test("the lowest ESI and the highest drift have axis, value, number and place, beside the baseline", () => {
  const artifacts = {
    ...surfaceOf({ brightness: { m0p5: 0.75, "0p0": 0.9 }, noise: { "1em05": 0.5, "0p2": 0.6 } }),
    metrics: { baseline_metrics: { esi: 0.9, drift: 0.1 } },
  };
  const point = { axis: "noise", value: "1em05", number: 1e-5, figure: 0.5 };
  expect(findings(artifacts)).toMatchObject({
    baselineEsi: 0.9,
    baselineDrift: 0.1,
    lowestEsi: { ...point, where: "robustness_surface.json#/axes/1/points/0/esi" },
    highestDrift: { ...point, where: "robustness_surface.json#/axes/1/points/0/drift" },
  });
});

test("among equal figures, the first axis and its smallest value win", () => {
  const artifacts = surfaceOf({ a: { "10p0": 0.5, none: 0.5, "9p0": 0.5 }, b: { "0p1": 0.5 } });
  expect(findings(artifacts).lowestEsi).toMatchObject({ axis: "a", value: "9p0" });
});

test("ESI falls most where its lowest point is furthest below the baseline", () => {
  const artifacts = {
    ...surfaceOf({ a: { "1p0": 0.9, "2p0": 0.7 }, b: { "1p0": 0.8, "2p0": 0.6 } }),
    metrics: { baseline_metrics: { esi: 0.9 } },
  };
  const fall = findings(artifacts).largestFall;
  expect(fall).toMatchObject({
    axis: "b",
    reference: "baseline",
    from: 0.9,
    lowest: { value: "2p0", figure: 0.6 },
  });
  expect(fall?.fall).toBeCloseTo(0.3);
  expect(fall?.mean).toBeCloseTo(0.7);
});

test("without a baseline, the fall is from the axis's highest ESI", () => {
  const artifacts = surfaceOf({
    a: { "1p0": 0.75, "2p0": 0.25 },
    b: { "1p0": 0.125, "2p0": 0.25 },
  });
  expect(findings(artifacts).largestFall).toMatchObject({
    axis: "a",
    reference: "highest",
    from: 0.75,
    fall: 0.5,
  });
});

test("there is no fall when no ESI is below the baseline", () => {
  const artifacts = {
    ...surfaceOf({ a: { "1p0": 0.9, "2p0": 0.95 } }),
    metrics: { baseline_metrics: { esi: 0.9 } },
  };
  expect(findings(artifacts).largestFall).toBeUndefined();
});

test("the lowest CSI and the highest EDM come from the surfaces of rich mode", () => {
  const artifacts = changed(({ confidence_surface, entropy_surface }) => {
    at(at(confidence_surface.confidence_surfaces, 1).points, 2).csi = -3;
    at(at(entropy_surface.entropy_surfaces, 0).points, 0).edm = 9;
  });
  expect(findings(artifacts)).toMatchObject({
    lowestCsi: { axis: "contrast", number: 0.25, figure: -3 },
    highestEdm: { axis: "brightness", value: "m0p25", figure: 9 },
    failingChecks: 3,
  });
});

const box = (region_id: string, x_min: number, y_min: number, x_max: number, y_max: number) => ({
  region_id,
  x_min,
  y_min,
  x_max,
  y_max,
});

const probeOf = (region_id: string, delta_esi: number) => ({
  probe: { region_id, axis: "brightness", value: "1p2" },
  delta_esi,
});

describe("the probe with the largest effect", () => {
  const GRID = {
    grid_size: 2,
    probes: [0.1, -0.3, 0.3, 0].map((delta_esi, index) => ({
      row: Math.floor(index / 2),
      col: index % 2,
      delta_esi,
      delta_drift: 0.25,
    })),
  };
  test("has its sign, and the regions that its cell overlaps", () => {
    const regions = [
      box("top", 0, 0, 1, 0.1),
      box("left", 0, 0, 0.5, 1),
      box("touches", 0.500001, 0.500001, 1, 1),
      box("inside", 0.6, 0.1, 0.7, 0.2),
    ];
    const artifacts = { metrics: { probe_surface: GRID }, overlay_bundle: { regions } };
    expect(findings(artifacts).strongestProbe).toEqual({
      cell: { row: 0, col: 1, gridSize: 2 },
      deltaEsi: -0.3,
      deltaDrift: 0.25,
      where: "metrics.json#/probe_surface/probes/1/delta_esi",
      regions: ["top", "inside"],
    });
  });

  test("finds regions in pixels, where the size of the image is known", () => {
    const artifacts = {
      metrics: { probe_surface: GRID },
      overlay_bundle: { regions: [box("right", 120, 10, 130, 20)] },
    };
    const regionsFor = (image_dimensions?: { width: number; height: number }) =>
      findings({ ...artifacts, manifest: { image_dimensions } }).strongestProbe?.regions;
    expect(regionsFor({ width: 224, height: 224 })).toEqual(["right"]);
    expect(regionsFor()).toEqual([]);
  });

  test("is found in the engine's form, with its perturbation", () => {
    const results = [probeOf("grid_r0_c2_k3", -0.6), probeOf("lobe", 0.7)];
    const regions = [box("lobe", 0, 0, 0.1, 0.1), box("other", 0, 0, 1, 1)];
    const artifacts = { metrics: { probe_surface: { results } }, overlay_bundle: { regions } };
    expect(findings(artifacts).strongestProbe).toEqual({
      maskedRegion: "lobe",
      axis: "brightness",
      value: "1p2",
      deltaEsi: 0.7,
      where: "metrics.json#/probe_surface/results/1/delta_esi",
      regions: ["lobe"],
    });
    results.pop();
    expect(findings(artifacts).strongestProbe).toMatchObject({
      cell: { row: 0, col: 2, gridSize: 3 },
      regions: ["other"],
    });
  });

  test("has no cell where its row is not on the grid", () => {
    const probes = [{ row: 5, col: 0, delta_esi: 1 }];
    const artifacts = { metrics: { probe_surface: { grid_size: 2, probes } } };
    expect(findings(artifacts).strongestProbe).toMatchObject({ cell: undefined, regions: [] });
  });
});

test("no figure of a generated case is beyond what was found", () => {
  holds(
    fc.property(shapes, (shape) => {
      const artifacts = consistentCase(shape);
      const found = findings(artifacts);
      const points = artifacts.robustness_surface.axes.flatMap((axis) => axis.points);
      const { probes } = artifacts.metrics.probe_surface;
      expect(found.lowestEsi?.figure).toBe(Math.min(...points.map(({ esi }) => esi)));
      expect(found.highestDrift?.figure).toBe(Math.max(...points.map(({ drift }) => drift)));
      expect(Math.abs(found.strongestProbe?.deltaEsi ?? 0)).toBe(
        Math.max(...probes.map(({ delta_esi }) => Math.abs(delta_esi))),
      );
      expect(found.failingChecks).toBe(0);
    }),
    200,
  );
});
