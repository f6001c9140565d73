import { scale } from "../axis-values.ts";
import { type Blob, evidenceRows, heatmapRows, SIDE } from "../evidence.ts";
import { probeSurface } from "../probes.ts";
import { regionsOf } from "../regions.ts";
import { type Axis, robustnessSurface } from "../surface.ts";
import type { DemoCase } from "./demo-case.ts";

const case_id = "case_001";
const evaluated_at = "2025-10-14T09:30:00Z";
const baseline_id = "baseline_001";
const baseline = { esi: 0.912, drift: 0.064 };
const grid_size = 4;

const axes: readonly Axis[] = [
  {
    axis: "brightness",
    values: scale({ neutral: 10, step: 1, decimals: 1, below: 2, above: 2 }),
    esi_loss: 0.17,
    drift_gain: 0.21,
  },
  {
    axis: "gaussian_noise",
    values: scale({ neutral: 0, step: 5, decimals: 2, below: 0, above: 4 }),
    esi_loss: 0.34,
    drift_gain: 0.39,
  },
];

const blobs: readonly Blob[] = [
  { name: "right_lower_lobe", x: 68, y: 152, radius_x: 38, radius_y: 44, tilt: -0.2, weight: 0.92 },
  { name: "cardiac_border", x: 134, y: 140, radius_x: 30, radius_y: 38, tilt: 0.3, weight: 0.58 },
  { name: "left_upper_lobe", x: 158, y: 62, radius_x: 30, radius_y: 26, weight: 0.49 },
];

const evidence = evidenceRows(blobs);
const heatmap = heatmapRows(evidence);

/** Everything that a case without rich mode can hold. */
export const completeCase: DemoCase = {
  case_id,
  checksummed_at: evaluated_at,
  artifacts: {
    manifest: {
      case_id,
      title: "Right lower lobe opacity: brightness and noise",
      description:
        "Synthetic chest radiograph with a consolidation in the right lower lobe. Two perturbation axes, a 4 × 4 probe grid and three evidence regions.",
      synthetic: true,
      created_at: evaluated_at,
      clarity_version: "1.4.0",
      baseline_id,
      model_id: "demo-cxr-vlm-7b",
      image_dimensions: { width: SIDE, height: SIDE },
      config: { grid_size, mask_value: 0, perturbation_axes: axes.map(({ axis }) => axis) },
    },
    metrics: {
      baseline_id,
      baseline_metrics: baseline,
      probe_surface: probeSurface({ label: case_id, baseline, heatmap, grid_size }),
    },
    overlay_bundle: {
      evidence_map: { width: SIDE, height: SIDE, values: evidence },
      heatmap: { width: SIDE, height: SIDE, values: heatmap },
      regions: regionsOf(evidence, blobs, "normalised"),
    },
    robustness_surface: robustnessSurface({ label: case_id, baseline, axes }),
  },
};
