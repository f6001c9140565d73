/** The artifacts as the page takes them: what a member is, where it is there; null counts as left out. */
import { matrixFault } from "../../../../lib/case/matrix.ts";
import type {
  Manifest,
  Matrix,
  Metrics,
  OverlayBundle,
  RobustnessSurface,
} from "../../../../lib/case/schemas.ts";
import {
  either,
  flag,
  listOf,
  matching,
  number,
  optional,
  record,
  refuse,
  type Shape,
  text,
} from "./shape.ts";

export const caseId = matching(/^(?=.{1,128}$)[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/, "a case id");

const words = optional(text);
const figure = optional(number);
const yes = optional(flag);
const seeds = optional(listOf(either(text, number)));

export const manifest: Shape<Manifest> = record({
  case_id: optional(caseId),
  title: words,
  description: words,
  synthetic: yes,
  created_at: words,
  timestamp: words,
  generated_at: words,
  clarity_version: words,
  baseline_id: words,
  r2l_sha: words,
  model_id: words,
  seeds,
  rich_mode: yes,
  image_dimensions: optional(record({ width: figure, height: figure })),
  config: optional(
    record({
      grid_size: figure,
      mask_value: optional(either(listOf(number), number)),
      perturbation_axes: optional(listOf(text)),
      rich_mode: yes,
    }),
  ),
});

/** The rows, or what stands in their place: loops of `matrixFault`, not a call for each of its numbers. */
const values: Shape<NonNullable<Matrix["values"]>> = (value, path = "") =>
  typeof value === "string" || Array.isArray(value) ? value : refuse(value, path, "rows or text");

const matrixMembers = record({ width: figure, height: figure, values: optional(values) });

const matrix: Shape<Matrix> = (value, path = "") => {
  const read = matrixMembers(value, path);
  const fault = read.values === undefined ? undefined : matrixFault(read.values);
  if (fault === undefined) return read;
  return refuse(fault.received, [path, "values", ...fault.path].join("."), fault.expected);
};

const sampleStatistics = optional(
  record({ min: figure, max: figure, mean: figure, std: figure, variance: figure }),
);

const probe = record({
  row: figure,
  col: figure,
  delta_esi: figure,
  delta_drift: figure,
  masked_esi: figure,
  masked_drift: figure,
});

const probeResult = record({
  probe: optional(record({ region_id: words, axis: words, value: optional(either(text, number)) })),
  baseline_esi: figure,
  baseline_drift: figure,
  masked_esi: figure,
  masked_drift: figure,
  delta_esi: figure,
  delta_drift: figure,
});

export const metrics: Shape<Metrics> = record({
  baseline_id: words,
  baseline_metrics: optional(
    record({
      esi: figure,
      drift: figure,
      answer: words,
      justification: words,
      evidence_map: optional(matrix),
    }),
  ),
  probe_surface: optional(
    record({
      grid_size: figure,
      total_probes: figure,
      mean_delta_esi: figure,
      mean_delta_drift: figure,
      variance_delta_esi: figure,
      variance_delta_drift: figure,
      probes: optional(listOf(probe)),
      results: optional(listOf(probeResult)),
      mean_abs_delta_esi: figure,
      mean_abs_delta_drift: figure,
      max_abs_delta_esi: figure,
      max_abs_delta_drift: figure,
    }),
  ),
  monte_carlo: optional(
    record({
      confidence: sampleStatistics,
      entropy: sampleStatistics,
      n_samples: figure,
      seeds,
    }),
  ),
  mean_logprob: figure,
  token_count: figure,
  rich_mode: yes,
  global_mean_csi: figure,
  global_mean_edm: figure,
});

const region = record({
  region_id: either(text, number),
  x_min: number,
  y_min: number,
  x_max: number,
  y_max: number,
  area: figure,
  mean_evidence: figure,
});

export const overlayBundle: Shape<OverlayBundle> = record({
  evidence_map: optional(matrix),
  heatmap: optional(matrix),
  regions: optional(listOf(region)),
  total_evidence_area: figure,
});

export const robustnessSurface: Shape<RobustnessSurface> = record({
  axes: listOf(
    record({
      axis: text,
      mean_esi: figure,
      mean_drift: figure,
      variance_esi: figure,
      variance_drift: figure,
      points: listOf(
        record({ axis: words, value: either(text, number), esi: figure, drift: figure }),
      ),
    }),
  ),
  global_mean_esi: figure,
  global_mean_drift: figure,
  global_variance_esi: figure,
  global_variance_drift: figure,
});
