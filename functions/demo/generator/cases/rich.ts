import { scale, words } from "../axis-values.ts";
import { type Blob, evidenceRows, heatmapRows, SIDE } from "../evidence.ts";
import { monteCarlo } from "../monte-carlo.ts";
import { probeSurface } from "../probes.ts";
import { regionsOf } from "../regions.ts";
import { type Axis, confidenceMeans, robustnessSurface } from "../surface.ts";
import type { DemoCase } from "./demo-case.ts";

const case_id = "case_rich";
const evaluated_at = "2025-11-08T07:45:12.250Z";
const baseline_id = "baseline_rich";
const baseline = { esi: 0.934, drift: 0.047 };
const grid_size = 8;
const seeds = [7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47];

const axes: readonly Axis[] = [
  {
    axis: "brightness_shift",
    values: scale({ neutral: 0, step: 5, decimals: 2, below: 5, above: 5 }),
    esi_loss: 0.24,
    drift_gain: 0.27,
  },
  {
    axis: "rotation",
    values: scale({ neutral: 0, step: 25, decimals: 1, below: 4, above: 4 }),
    esi_loss: 0.19,
    drift_gain: 0.22,
  },
  {
    axis: "jpeg_quality",
    values: scale({ neutral: 1000, step: 150, decimals: 1, below: 6, above: 0 }),
    esi_loss: 0.31,
    drift_gain: 0.36,
  },
  {
    axis: "blur_kernel",
    values: words({ none: 0, gaussian: 0.4, defocus: 0.65, motion: 1 }),
    esi_loss: 0.37,
    drift_gain: 0.42,
  },
];

const blobs: readonly Blob[] = [
  { name: "left_lower_lobe", x: 160, y: 150, radius_x: 36, radius_y: 42, tilt: 0.2, weight: 1.18 },
  { name: "right_hilum", x: 88, y: 106, radius_x: 26, radius_y: 32, tilt: -0.3, weight: 0.74 },
  { name: "right_apex", x: 74, y: 48, radius_x: 28, radius_y: 22, weight: 0.66 },
  { name: "costophrenic_angle", x: 48, y: 184, radius_x: 24, radius_y: 22, weight: 0.71 },
];

/** Evidence against the finding: the report has to show values below zero, too. */
const against: Blob = {
  name: "against",
  x: 124,
  y: 186,
  radius_x: 30,
  radius_y: 26,
  weight: -0.28,
};

const evidence = evidenceRows([...blobs, against]);
const heatmap = heatmapRows(evidence);

/** Everything that rich mode adds, text beyond Latin, and regions in pixels. */
export const richCase: DemoCase = {
  case_id,
  checksummed_at: evaluated_at,
  artifacts: {
    manifest: {
      case_id,
      title:
        "Stabilité de l’évidence à gauche: Δ ESI ≤ 0.37 ± 0.01, σ und Übermaß, «Оценка лёгких»",
      description:
        "Synthetic case in rich mode: Monte Carlo statistics, CSI and EDM, an axis of kernels that have names, and regions in pixels. Größe, naïveté, ψευδομετρία, достоверность.",
      synthetic: true,
      generated_at: evaluated_at,
      clarity_version: "1.5.0-rc.2",
      baseline_id,
      r2l_sha: "5b0c7e1f9a3d48262c4e8f70b1d6a95e3f872c04",
      model_id: "demo-cxr-vlm-7b",
      seeds,
      rich_mode: true,
      image_dimensions: { width: SIDE, height: SIDE },
      config: {
        grid_size,
        mask_value: 0.5,
        perturbation_axes: axes.map(({ axis }) => axis),
        rich_mode: true,
      },
    },
    metrics: {
      baseline_id,
      baseline_metrics: baseline,
      probe_surface: probeSurface({ label: case_id, baseline, heatmap, grid_size }),
      monte_carlo: monteCarlo(case_id, seeds),
      mean_logprob: -0.214837,
      token_count: 96,
      ...confidenceMeans(axes),
    },
    overlay_bundle: {
      evidence_map: { width: SIDE, height: SIDE, values: evidence },
      heatmap: { width: SIDE, height: SIDE, values: heatmap },
      regions: regionsOf(evidence, blobs, "pixels"),
    },
    robustness_surface: robustnessSurface({ label: case_id, baseline, axes, rich: true }),
  },
};
