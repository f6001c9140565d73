import { scale } from "../axis-values.ts";
import { SIDE } from "../evidence.ts";
import { type Axis, robustnessSurface } from "../surface.ts";
import type { DemoCase } from "./demo-case.ts";

const case_id = "case_sparse";
const evaluated_at = "2025-09-02T16:05:00+02:00";
const baseline_id = "baseline_sparse";
const baseline = { esi: 0.841, drift: 0.118 };
const omitted = "omitted: matrix not exported";

const axes: readonly Axis[] = [
  {
    axis: "contrast",
    values: scale({ neutral: 10, step: 2, decimals: 1, below: 1, above: 1 }),
    esi_loss: 0.13,
    drift_gain: 0.16,
  },
];

/** What an evaluation leaves that exported no matrices and ran no probes. */
export const sparseCase: DemoCase = {
  case_id,
  checksummed_at: evaluated_at,
  artifacts: {
    manifest: {
      case_id,
      title: "Pleural effusion: contrast only",
      description:
        "Synthetic case with as little as an evaluation may leave: no regions, no probe surface, no matrices.",
      synthetic: true,
      timestamp: evaluated_at,
      clarity_version: "1.2.3",
      baseline_id,
      image_dimensions: { width: 1024, height: 1024 },
      config: { grid_size: 8, mask_value: 0, perturbation_axes: axes.map(({ axis }) => axis) },
    },
    metrics: { baseline_id, baseline_metrics: baseline },
    overlay_bundle: {
      evidence_map: { width: SIDE, height: SIDE, values: omitted },
      heatmap: { width: SIDE, height: SIDE, values: omitted },
      regions: [],
    },
    robustness_surface: robustnessSurface({ label: case_id, baseline, axes }),
  },
};
