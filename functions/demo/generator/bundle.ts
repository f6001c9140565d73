/** The artifacts of an evidence bundle, computed from its runs as CLARITY's metrics engine does. */
import { mean, rounded, variance } from "./figures.ts";
import type { Json } from "./json.ts";
import { BASELINE_ENTROPY, type Run } from "./sweep.ts";

interface Point {
  readonly axis: string;
  readonly value: string;
  readonly runs: readonly Run[];
}

interface AxisPoints {
  readonly axis: string;
  readonly points: readonly Point[];
}

/** The largest variance that numbers from 0 to 1 can have: what CSI is measured by. */
const LARGEST_VARIANCE = 0.25;

export function robustnessSurface(runs: readonly Run[]): Json {
  const axes = axesOf(runs).map(({ axis, points }) => ({
    axis,
    points: points.map((point) => ({
      axis,
      value: point.value,
      esi: meanOf(point.runs.map(({ same_answer }) => (same_answer ? 1 : 0))),
      drift: meanOf(point.runs.map(({ distance }) => distance)),
    })),
  }));
  const all = statistics(axes.flatMap(({ points }) => points));
  return {
    axes: axes.map(({ axis, points }) => Object.assign({ axis }, statistics(points), { points })),
    global_mean_esi: all.mean_esi,
    global_mean_drift: all.mean_drift,
    global_variance_esi: all.variance_esi,
    global_variance_drift: all.variance_drift,
  };
}

function statistics(points: readonly { readonly esi: number; readonly drift: number }[]) {
  return {
    mean_esi: meanOf(points.map(({ esi }) => esi)),
    mean_drift: meanOf(points.map(({ drift }) => drift)),
    variance_esi: varianceOf(points.map(({ esi }) => esi)),
    variance_drift: varianceOf(points.map(({ drift }) => drift)),
  };
}

export function confidenceSurface(runs: readonly Run[]): Json {
  const surfaces = axesOf(runs).map(({ axis, points }) => ({
    axis,
    runs: points.flatMap((point) => point.runs),
    points: points.map(({ value, runs: own }) => {
      const confidences = own.map(({ confidence }) => confidence);
      return {
        axis,
        value,
        csi: rounded(1 - variance(confidences) / LARGEST_VARIANCE, 8),
        mean_confidence: meanOf(confidences),
        confidence_variance: varianceOf(confidences),
      };
    }),
  }));
  return {
    confidence_surfaces: surfaces.map(({ axis, points, runs: own }) => ({
      axis,
      points,
      mean_csi: meanOf(points.map(({ csi }) => csi)),
      overall_mean_confidence: meanOf(own.map(({ confidence }) => confidence)),
      overall_variance: varianceOf(own.map(({ confidence }) => confidence)),
    })),
    global_mean_csi: meanOf(surfaces.flatMap(({ points }) => points.map(({ csi }) => csi))),
    global_mean_confidence: meanOf(runs.map(({ confidence }) => confidence)),
  };
}

export function entropySurface(runs: readonly Run[]): Json {
  const surfaces = axesOf(runs).map(({ axis, points }) => ({
    axis,
    runs: points.flatMap((point) => point.runs),
    points: points.map(({ value, runs: own }) => {
      const entropies = own.map(({ entropy }) => entropy);
      return {
        axis,
        value,
        edm: meanOf(entropies.map((entropy) => Math.abs(entropy - BASELINE_ENTROPY))),
        mean_entropy: meanOf(entropies),
        entropy_variance: varianceOf(entropies),
      };
    }),
  }));
  return {
    baseline_entropy: BASELINE_ENTROPY,
    entropy_surfaces: surfaces.map(({ axis, points, runs: own }) => ({
      axis,
      baseline_entropy: BASELINE_ENTROPY,
      points,
      mean_edm: meanOf(points.map(({ edm }) => edm)),
      overall_mean_entropy: meanOf(own.map(({ entropy }) => entropy)),
      overall_variance: varianceOf(own.map(({ entropy }) => entropy)),
    })),
    global_mean_edm: meanOf(surfaces.flatMap(({ points }) => points.map(({ edm }) => edm))),
    global_mean_entropy: meanOf(runs.map(({ entropy }) => entropy)),
  };
}

export function monteCarloStats(runs: readonly Run[]): Json {
  return {
    axes: axesOf(runs).map(({ axis }) => axis),
    monte_carlo: {
      confidence: statisticsOf(runs.map(({ confidence }) => confidence)),
      entropy: statisticsOf(runs.map(({ entropy }) => entropy)),
      n_samples: runs.length,
      seeds: [...new Set(runs.map(({ seed }) => seed))],
    },
    total_runs: runs.length,
  };
}

/** The runs by axis and value; points in the order of their encoded text, as CLARITY writes them. */
function axesOf(runs: readonly Run[]): AxisPoints[] {
  return [...new Set(runs.map(({ axis }) => axis))].map((axis) => {
    const own = runs.filter((run) => run.axis === axis);
    const values = [...new Set(own.map(({ encoded }) => encoded))].toSorted();
    return {
      axis,
      points: values.map((value) => ({
        axis,
        value,
        runs: own.filter(({ encoded }) => encoded === value),
      })),
    };
  });
}

function statisticsOf(values: readonly number[]) {
  const spread = varianceOf(values);
  return {
    min: Math.min(...values),
    max: Math.max(...values),
    mean: meanOf(values),
    std: rounded(Math.sqrt(spread), 8),
    variance: spread,
  };
}

function meanOf(values: readonly number[]): number {
  return rounded(mean(values), 8);
}

function varianceOf(values: readonly number[]): number {
  return rounded(variance(values), 8);
}
