import { describe, expect, it } from "vitest";
import { shippedCase } from "./demo-cases.ts";

const TIMES = ["created_at", "timestamp", "generated_at"] as const;

/** The sizes a reader of a case meets: points per axis, probes, regions, and which matrices are there. */
async function shapeOf(caseId: string) {
  const { manifest, metrics, overlay_bundle, robustness_surface } = await shippedCase(caseId);
  const { evidence_map, heatmap, regions } = overlay_bundle;
  return {
    points: robustness_surface.axes.map(({ points }) => points.length),
    probes: metrics.probe_surface?.probes.length,
    regions: regions.length,
    unit: regions.some(({ x_max }) => x_max > 1) ? "pixels" : "normalised",
    matrices: [evidence_map, heatmap].map(({ values, width, height }) =>
      typeof values === "string" ? values : `${width} × ${height}`,
    ),
    times: TIMES.filter((name) => manifest[name] !== undefined),
  };
}

function meanOf(points: readonly Readonly<Record<string, unknown>>[], name: string): number {
  return points.reduce((sum, point) => sum + Number(point[name]), 0) / points.length;
}

const full = ["224 × 224", "224 × 224"];

describe("the demo cases", () => {
  it("include a complete case", async () => {
    expect(await shapeOf("case_001")).toEqual({
      points: [5, 5],
      probes: 16,
      regions: 3,
      unit: "normalised",
      matrices: full,
      times: ["created_at"],
    });
  });

  it("include a sparse case whose matrices say why they are missing", async () => {
    expect(await shapeOf("case_sparse")).toEqual({
      points: [3],
      probes: undefined,
      regions: 0,
      unit: "normalised",
      matrices: ["omitted: matrix not exported", "omitted: matrix not exported"],
      times: ["timestamp"],
    });
  });

  it("include a large case", async () => {
    expect(await shapeOf("case_large")).toEqual({
      points: Array.from({ length: 24 }, () => 50),
      probes: 400,
      regions: 12,
      unit: "normalised",
      matrices: full,
      times: ["created_at", "generated_at"],
    });
  });

  it("include a case in rich mode with regions in pixels", async () => {
    expect(await shapeOf("case_rich")).toEqual({
      points: [11, 9, 7, 4],
      probes: 64,
      regions: 4,
      unit: "pixels",
      matrices: full,
      times: ["generated_at"],
    });
  });
});

describe("the case in rich mode", async () => {
  const { manifest, metrics, overlay_bundle, robustness_surface } = await shippedCase("case_rich");
  const points = robustness_surface.axes.flatMap((axis) => axis.points);

  it("has every optional figure", () => {
    expect(manifest).toMatchObject({ rich_mode: true, config: { rich_mode: true } });
    expect(manifest.r2l_sha).toMatch(/^[0-9a-f]{40}$/);
    expect(manifest.model_id).toBeTypeOf("string");
    expect(metrics).toMatchObject({
      mean_logprob: expect.any(Number),
      token_count: expect.any(Number),
      monte_carlo: { n_samples: 12 },
    });
  });

  it("has a title that Latin-1 cannot hold", () => {
    for (const part of [/\p{Script=Greek}/u, /\p{Script=Cyrillic}/u, /[à-ÿ]/, /≤/, /Δ/, /±/]) {
      expect(manifest.title).toMatch(part);
    }
  });

  it("has values below zero, and words of which one starts like a negative number", () => {
    const values = points.map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining(["m0p25", "0p00", "0p25", "gaussian", "motion"]));
  });

  it("states global CSI and EDM as the means over its points", () => {
    expect(metrics.global_mean_csi).toBeCloseTo(meanOf(points, "csi"), 7);
    expect(metrics.global_mean_edm).toBeCloseTo(meanOf(points, "edm"), 7);
  });

  it("has evidence below zero, which its heatmap leaves dark", () => {
    const { evidence_map, heatmap } = overlay_bundle;
    const evidence = typeof evidence_map.values === "string" ? [] : evidence_map.values;
    const negative = evidence.flatMap((row, y) =>
      row.flatMap((value, x) => (value < 0 ? [heatmap.values[y]?.[x]] : [])),
    );
    expect(negative.length).toBeGreaterThan(100);
    expect(new Set(negative)).toEqual(new Set([0]));
  });
});
