import { scale } from "../axis-values.ts";
import { type Blob, evidenceRows, heatmapRows, SIDE } from "../evidence.ts";
import { noiseFor } from "../random.ts";
import { probeSurface } from "../probes.ts";
import { regionsOf } from "../regions.ts";
import { type Axis, robustnessSurface } from "../surface.ts";
import type { DemoCase } from "./demo-case.ts";

const case_id = "case_large";
const evaluated_at = "2025-11-15T22:10:41+00:00";
const baseline_id = "baseline_large";
const baseline = { esi: 0.927, drift: 0.053 };
const grid_size = 20;

/** 50 settings from none at all upwards, and 50 settings with the neutral one in their middle. */
const ONE_SIDED = { below: 0, above: 49 };
const TWO_SIDED = { below: 25, above: 24 };

const scales: Readonly<Record<string, Parameters<typeof scale>[0]>> = {
  brightness: { neutral: 100, step: 2, decimals: 2, ...TWO_SIDED },
  contrast: { neutral: 100, step: 2, decimals: 2, ...TWO_SIDED },
  gamma: { neutral: 100, step: 3, decimals: 2, ...TWO_SIDED },
  saturation: { neutral: 100, step: 2, decimals: 2, ...TWO_SIDED },
  sharpness: { neutral: 100, step: 4, decimals: 2, ...TWO_SIDED },
  zoom: { neutral: 1000, step: 5, decimals: 3, ...TWO_SIDED },
  rotation: { neutral: 0, step: 5, decimals: 1, ...TWO_SIDED },
  shear: { neutral: 0, step: 4, decimals: 1, ...TWO_SIDED },
  translation_x: { neutral: 0, step: 5, decimals: 3, ...TWO_SIDED },
  translation_y: { neutral: 0, step: 5, decimals: 3, ...TWO_SIDED },
  perspective: { neutral: 0, step: 4, decimals: 3, ...TWO_SIDED },
  window_level: { neutral: 0, step: 10, decimals: 3, ...TWO_SIDED },
  gaussian_noise: { neutral: 0, step: 4, decimals: 3, ...ONE_SIDED },
  poisson_noise: { neutral: 0, step: 2, decimals: 2, ...ONE_SIDED },
  speckle_noise: { neutral: 0, step: 5, decimals: 3, ...ONE_SIDED },
  salt_and_pepper: { neutral: 0, step: 2, decimals: 3, ...ONE_SIDED },
  gaussian_blur: { neutral: 0, step: 1, decimals: 1, ...ONE_SIDED },
  motion_blur: { neutral: 0, step: 3, decimals: 1, ...ONE_SIDED },
  defocus_blur: { neutral: 0, step: 1, decimals: 1, ...ONE_SIDED },
  elastic_warp: { neutral: 0, step: 2, decimals: 1, ...ONE_SIDED },
  occlusion: { neutral: 0, step: 1, decimals: 2, ...ONE_SIDED },
  downsampling: { neutral: 10, step: 1, decimals: 1, ...ONE_SIDED },
  posterisation: { neutral: 0, step: 2, decimals: 2, ...ONE_SIDED },
  jpeg_quality: { neutral: 1000, step: 20, decimals: 1, below: 49, above: 0 },
};

const losses = noiseFor(`${case_id}/axes`);
const axes: readonly Axis[] = Object.entries(scales).map(([axis, settings]) => ({
  axis,
  values: scale(settings),
  esi_loss: 0.28 + 0.16 * losses(),
  drift_gain: 0.33 + 0.18 * losses(),
}));

const blobs: readonly Blob[] = [
  { name: "right_apex", x: 74, y: 36, radius_x: 24, radius_y: 18, weight: 0.72 },
  { name: "right_upper_zone", x: 56, y: 74, radius_x: 24, radius_y: 22, tilt: -0.2, weight: 0.84 },
  { name: "right_hilum", x: 92, y: 98, radius_x: 18, radius_y: 24, tilt: -0.3, weight: 0.66 },
  { name: "right_mid_zone", x: 50, y: 122, radius_x: 26, radius_y: 24, weight: 0.98 },
  { name: "right_lower_zone", x: 72, y: 164, radius_x: 28, radius_y: 22, tilt: -0.4, weight: 0.91 },
  { name: "right_angle", x: 32, y: 194, radius_x: 20, radius_y: 18, weight: 0.63 },
  { name: "left_apex", x: 150, y: 36, radius_x: 24, radius_y: 18, weight: 0.69 },
  { name: "left_upper_zone", x: 170, y: 78, radius_x: 26, radius_y: 22, tilt: 0.2, weight: 0.77 },
  { name: "aortic_arch", x: 126, y: 72, radius_x: 16, radius_y: 18, weight: 0.61 },
  { name: "cardiac_border", x: 136, y: 142, radius_x: 26, radius_y: 32, tilt: 0.3, weight: 0.88 },
  { name: "left_lower_zone", x: 178, y: 150, radius_x: 20, radius_y: 32, tilt: 0.2, weight: 0.81 },
  { name: "left_angle", x: 196, y: 196, radius_x: 20, radius_y: 18, weight: 0.64 },
];

const evidence = evidenceRows(blobs);
const heatmap = heatmapRows(evidence);

/** As much as an evaluation may be expected to leave: for measuring, and for reports of many pages. */
export const largeCase: DemoCase = {
  case_id,
  checksummed_at: evaluated_at,
  artifacts: {
    manifest: {
      case_id,
      title: "Diffuse infiltrates: the full battery of perturbations",
      description:
        "Synthetic case of 24 axes with 50 points each, a 20 × 20 probe grid, twelve evidence regions and full matrices.",
      synthetic: true,
      created_at: evaluated_at,
      generated_at: "2025-11-15T22:48:03+00:00",
      clarity_version: "1.4.0",
      baseline_id,
      model_id: "demo-cxr-vlm-34b",
      seeds: [1234],
      rich_mode: false,
      image_dimensions: { width: SIDE, height: SIDE },
      config: { grid_size, mask_value: 0, perturbation_axes: axes.map(({ axis }) => axis) },
    },
    metrics: {
      baseline_id,
      baseline_metrics: baseline,
      probe_surface: probeSurface({ label: case_id, baseline, heatmap, grid_size }),
      token_count: 143,
    },
    overlay_bundle: {
      evidence_map: { width: SIDE, height: SIDE, values: evidence },
      heatmap: { width: SIDE, height: SIDE, values: heatmap },
      regions: regionsOf(evidence, blobs, "normalised"),
    },
    robustness_surface: robustnessSurface({ label: case_id, baseline, axes }),
  },
};
