import * as fc from "fast-check";
import { mean, type Random, randomOf, rounded, variance } from "./numbers.ts";

/** What a generated case consists of. */
export interface Shape {
  /** Every figure of the case follows from this number. */
  readonly noise: number;
  readonly axes: number;
  readonly values: number;
  readonly seeds: number;
  readonly grid: number;
  readonly unit: "pixels" | "shares";
  /** Pixels of the image for each cell of a map. */
  readonly pixels: number;
}

export const shapes: fc.Arbitrary<Shape> = fc.record({
  noise: fc.integer({ min: 1, max: 2_000_000_000 }),
  axes: fc.integer({ min: 1, max: 3 }),
  values: fc.integer({ min: 1, max: 5 }),
  seeds: fc.integer({ min: 1, max: 4 }),
  grid: fc.integer({ min: 1, max: 4 }),
  unit: fc.constantFrom("pixels", "shares"),
  pixels: fc.integer({ min: 1, max: 3 }),
});

const USUAL: Shape = {
  noise: 20_261_107,
  axes: 2,
  values: 3,
  seeds: 2,
  grid: 3,
  unit: "pixels",
  pixels: 2,
};

const BASELINE = { esi: 0.95, drift: 0.05 };
const MAP = { width: 12, height: 9 };

/** A case with all eight artifacts, which do not contradict each other. */
export function consistentCase(shape: Shape = USUAL) {
  const random = randomOf(shape.noise);
  const seeds = Array.from({ length: shape.seeds }, (_, index) => 40 + index);
  const axes = Array.from({ length: shape.axes }, (_, index) => ({
    axis: ["brightness", "contrast", "blur/σ"][index] ?? "",
    values: Array.from({ length: shape.values }, (_value, place) => place * 0.25 - 0.25),
  }));
  const runs = axes.flatMap(({ axis, values }) =>
    values.flatMap((value) => seeds.map((seed) => runOf(axis, value, seed, random))),
  );
  const names = axes.map(({ axis }) => axis);
  const monte_carlo = {
    confidence: sampled(runs.map((run) => run.rich_summary.confidence_score)),
    entropy: sampled(runs.map((run) => run.rich_summary.output_entropy)),
    n_samples: runs.length,
    seeds,
  };
  const rich = richSurfaces(axes, runs);
  return {
    manifest: {
      baseline_id: "baseline",
      model_id: "model",
      seeds: [...seeds],
      rich_mode: true,
      image_dimensions: {
        width: MAP.width * shape.pixels,
        height: MAP.height * shape.pixels,
      },
      config: { grid_size: shape.grid, perturbation_axes: [...names], rich_mode: true },
    },
    sweep_manifest: {
      model_id: "model",
      rich_mode: true,
      axes: Object.fromEntries(axes.map(({ axis, values }) => [axis, values])),
      seeds: [...seeds],
      results: runs,
    },
    metrics: {
      baseline_id: "baseline",
      baseline_metrics: { ...BASELINE },
      probe_surface: probeSurface(shape.grid, random),
      monte_carlo: structuredClone(monte_carlo),
      rich_mode: true,
      global_mean_csi: rich.confidence_surface.global_mean_csi,
      global_mean_edm: rich.entropy_surface.global_mean_edm,
    },
    overlay_bundle: overlay(shape, random),
    robustness_surface: robustnessSurface(axes, random),
    monte_carlo_stats: { axes: [...names], monte_carlo, total_runs: runs.length },
    ...rich,
  };
}

export type ConsistentCase = ReturnType<typeof consistentCase>;

/** A copy of the usual case with one change. */
export function changed(change: (copy: ConsistentCase) => void, shape?: Shape): ConsistentCase {
  const copy = structuredClone(consistentCase(shape));
  change(copy);
  return copy;
}

/** A member of a list that must be there. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list.at(index);
  if (item === undefined) throw new RangeError(`no member ${index} among ${list.length}`);
  return item;
}

function sampled(values: readonly number[]) {
  return {
    min: Math.min(...values),
    max: Math.max(...values),
    mean: rounded(mean(values)),
    std: rounded(Math.sqrt(variance(values))),
    variance: rounded(variance(values)),
  };
}

function runOf(axis: string, value: number, seed: number, random: Random) {
  const rich_summary = { confidence_score: random(), output_entropy: rounded(5 * random()) };
  return { axis, value, value_str: encoded(value), seed, rich_summary };
}

function encoded(value: number): string {
  return String(value).replaceAll("-", "m").replaceAll(".", "p");
}

interface Axis {
  readonly axis: string;
  readonly values: readonly number[];
}

function robustnessSurface(axes: readonly Axis[], random: Random) {
  const measured = axes.map(({ axis, values }) => {
    const points = values.map((value) => ({
      axis,
      value: encoded(value),
      esi: random(),
      drift: rounded(2 * random()),
    }));
    const esi = points.map((point) => point.esi);
    const drift = points.map((point) => point.drift);
    return {
      axis,
      points,
      mean_esi: rounded(mean(esi)),
      mean_drift: rounded(mean(drift)),
      variance_esi: rounded(variance(esi)),
      variance_drift: rounded(variance(drift)),
    };
  });
  const all = measured.flatMap(({ points }) => points);
  return {
    axes: measured,
    global_mean_esi: rounded(mean(all.map((point) => point.esi))),
    global_mean_drift: rounded(mean(all.map((point) => point.drift))),
    global_variance_esi: rounded(variance(all.map((point) => point.esi))),
    global_variance_drift: rounded(variance(all.map((point) => point.drift))),
  };
}

function richSurfaces(axes: readonly Axis[], runs: readonly ReturnType<typeof runOf>[]) {
  const baseline_entropy = 2.5;
  const measured = axes.map(({ axis, values }) => ({
    axis,
    points: values.map((value) => {
      const here = runs.filter((run) => run.axis === axis && run.value === value);
      const confidence = here.map((run) => run.rich_summary.confidence_score);
      const entropy = here.map((run) => run.rich_summary.output_entropy);
      return {
        axis,
        value: encoded(value),
        csi: rounded(1 - variance(confidence) / 0.25),
        mean_confidence: rounded(mean(confidence)),
        confidence_variance: rounded(variance(confidence)),
        edm: rounded(mean(entropy.map((each) => Math.abs(each - baseline_entropy)))),
        mean_entropy: rounded(mean(entropy)),
        entropy_variance: rounded(variance(entropy)),
      };
    }),
  }));
  const all = measured.flatMap(({ points }) => points);
  return {
    confidence_surface: {
      confidence_surfaces: measured.map(({ axis, points }) => ({
        axis,
        points: points.map(({ value, csi, mean_confidence, confidence_variance }) => ({
          axis,
          value,
          csi,
          mean_confidence,
          confidence_variance,
        })),
        mean_csi: rounded(mean(points.map(({ csi }) => csi))),
        overall_mean_confidence: rounded(mean(points.map((point) => point.mean_confidence))),
      })),
      global_mean_csi: rounded(mean(all.map(({ csi }) => csi))),
      global_mean_confidence: rounded(mean(all.map((point) => point.mean_confidence))),
    },
    entropy_surface: {
      baseline_entropy,
      entropy_surfaces: measured.map(({ axis, points }) => ({
        axis,
        baseline_entropy,
        points: points.map(({ value, edm, mean_entropy, entropy_variance }) => ({
          axis,
          value,
          edm,
          mean_entropy,
          entropy_variance,
        })),
        mean_edm: rounded(mean(points.map(({ edm }) => edm))),
        overall_mean_entropy: rounded(mean(points.map((point) => point.mean_entropy))),
      })),
      global_mean_edm: rounded(mean(all.map(({ edm }) => edm))),
      global_mean_entropy: rounded(mean(all.map((point) => point.mean_entropy))),
    },
  };
}

function probeSurface(grid_size: number, random: Random) {
  const probes = Array.from({ length: grid_size * grid_size }, (_, index) => {
    const masked_esi = random();
    const masked_drift = random();
    return {
      row: Math.floor(index / grid_size),
      col: index % grid_size,
      delta_esi: rounded(masked_esi - BASELINE.esi),
      delta_drift: rounded(masked_drift - BASELINE.drift),
      masked_esi,
      masked_drift,
    };
  });
  const esi = probes.map((probe) => probe.delta_esi);
  const drift = probes.map((probe) => probe.delta_drift);
  return {
    grid_size,
    total_probes: probes.length,
    mean_delta_esi: rounded(mean(esi)),
    mean_delta_drift: rounded(mean(drift)),
    variance_delta_esi: rounded(variance(esi)),
    variance_delta_drift: rounded(variance(drift)),
    mean_abs_delta_esi: rounded(mean(esi.map(Math.abs))),
    mean_abs_delta_drift: rounded(mean(drift.map(Math.abs))),
    max_abs_delta_esi: Math.max(...esi.map(Math.abs)),
    max_abs_delta_drift: Math.max(...drift.map(Math.abs)),
    probes,
  };
}

/** Two regions: one that fills its box, and one of which only every other cell belongs to it. */
function overlay({ unit, pixels }: Shape, random: Random) {
  const values = Array.from({ length: MAP.height }, () =>
    Array.from({ length: MAP.width }, () => rounded(2 * random() - 1)),
  );
  const [sideways, down] = unit === "pixels" ? [pixels, pixels] : [1 / MAP.width, 1 / MAP.height];
  const region = (
    region_id: string,
    box: readonly [number, number, number, number],
    step: number,
  ) => {
    const [left, top, right, bottom] = box;
    const cells = values.slice(top, bottom).flatMap((row) => row.slice(left, right));
    const own = cells.filter((_cell, index) => index % step === 0);
    return {
      region_id,
      x_min: rounded(left * sideways),
      y_min: rounded(top * down),
      x_max: rounded(right * sideways),
      y_max: rounded(bottom * down),
      area: rounded(own.length * sideways * down),
      mean_evidence: rounded(mean(own)),
    };
  };
  return {
    evidence_map: { ...MAP, values },
    heatmap: { ...MAP, values: values.map((row) => row.map((value) => Math.abs(value))) },
    regions: [region("whole", [1, 2, 5, 6], 1), region("part", [6, 0, 12, 4], 2)],
  };
}
