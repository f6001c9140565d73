import type { AxisValue } from "./axis-values.ts";
import { clamped, mean, rounded, variance } from "./figures.ts";
import { noiseFor } from "./random.ts";

export interface Baseline {
  readonly esi: number;
  readonly drift: number;
}

export interface Axis {
  readonly axis: string;
  readonly values: readonly AxisValue[];
  /** How far ESI falls and drift rises at strength 1. */
  readonly esi_loss: number;
  readonly drift_gain: number;
}

export interface SurfaceRequest {
  /** Names the noise: the same label gives the same surface. */
  readonly label: string;
  readonly baseline: Baseline;
  readonly axes: readonly Axis[];
  /** Rich mode measures CSI and EDM at every point, too. */
  readonly rich?: boolean;
}

type Point = ReturnType<typeof perturbed>;

const NOISE = 0.012;

/** The robustness surface: every point of every axis, with the statistics computed from the points. */
export function robustnessSurface(request: SurfaceRequest) {
  const axes = request.axes.map((axis) => measured(axis, request));
  const { mean_esi, mean_drift, variance_esi, variance_drift } = statistics(
    axes.flatMap(({ points }) => points),
  );
  return {
    axes,
    global_mean_esi: mean_esi,
    global_mean_drift: mean_drift,
    global_variance_esi: variance_esi,
    global_variance_drift: variance_drift,
  };
}

/** The mean CSI and EDM over every point of a surface in rich mode. */
export function confidenceMeans(axes: readonly Axis[]) {
  const points = axes.flatMap((axis) => axis.values.map((value) => confidence(value, axis)));
  return {
    global_mean_csi: rounded(mean(points.map(({ csi }) => csi)), 8),
    global_mean_edm: rounded(mean(points.map(({ edm }) => edm)), 8),
  };
}

function measured(axis: Axis, { label, baseline, rich = false }: SurfaceRequest) {
  const noise = noiseFor(`${label}/surface/${axis.axis}`);
  const points = axis.values.map((value) => {
    const point = perturbed(axis, value, baseline, [noise(), noise()]);
    return rich ? { ...point, ...confidence(value, axis) } : point;
  });
  return { axis: axis.axis, ...statistics(points), points };
}

/** The noise grows with the strength, so that the unperturbed point is the baseline itself. */
function perturbed(
  { axis, esi_loss, drift_gain }: Axis,
  { value, strength }: AxisValue,
  baseline: Baseline,
  [esiNoise, driftNoise]: readonly [number, number],
) {
  const effect = response(strength);
  const scatter = NOISE * strength;
  return {
    axis,
    value,
    esi: rounded(clamped(baseline.esi - esi_loss * effect + scatter * esiNoise)),
    drift: rounded(clamped(baseline.drift + drift_gain * effect + scatter * driftNoise)),
  };
}

/** Without perturbation the confidence is the same (CSI 1) and the entropy has not moved (EDM 0). */
function confidence({ strength }: AxisValue, { esi_loss, drift_gain }: Axis) {
  const effect = response(strength);
  return {
    csi: rounded(clamped(1 - 0.7 * esi_loss * effect)),
    edm: rounded(clamped(0.4 * drift_gain * effect)),
  };
}

/** 0 at 0, 1 at 1, steeper towards the end. A polynomial: Math.pow differs between processors. */
function response(strength: number): number {
  return strength * (0.35 + 0.65 * strength);
}

function statistics(points: readonly Point[]) {
  const esi = points.map((point) => point.esi);
  const drift = points.map((point) => point.drift);
  return {
    mean_esi: rounded(mean(esi), 8),
    mean_drift: rounded(mean(drift), 8),
    variance_esi: rounded(variance(esi), 8),
    variance_drift: rounded(variance(drift), 8),
  };
}
