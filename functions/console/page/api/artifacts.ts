/** The artifacts as the page takes them: what the figures need is there, and null counts as left out. */
import { CASE_ID } from "../../../../lib/case/case-id.ts";
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
  wholeFrom,
} from "./shape.ts";

export const caseId = matching(CASE_ID, "a case id");

const count = wholeFrom(0);
const pixels = wholeFrom(1);
const size = { width: pixels, height: pixels };

export const manifest: Shape<Manifest> = record({
  case_id: caseId,
  title: text,
  description: text,
  synthetic: flag,
  created_at: optional(text),
  timestamp: optional(text),
  generated_at: optional(text),
  clarity_version: text,
  baseline_id: text,
  r2l_sha: optional(text),
  model_id: optional(text),
  seeds: optional(listOf(number)),
  rich_mode: optional(flag),
  image_dimensions: record(size),
  config: record({
    grid_size: count,
    mask_value: number,
    perturbation_axes: listOf(text),
    rich_mode: optional(flag),
  }),
});

const sampleStatistics = record({
  min: number,
  max: number,
  mean: number,
  std: number,
  variance: number,
});

const probe = record({
  row: count,
  col: count,
  delta_esi: number,
  delta_drift: number,
  masked_esi: number,
  masked_drift: number,
});

export const metrics: Shape<Metrics> = record({
  baseline_id: text,
  baseline_metrics: record({ esi: number, drift: number }),
  probe_surface: optional(
    record({
      grid_size: count,
      total_probes: number,
      mean_delta_esi: number,
      mean_delta_drift: number,
      variance_delta_esi: number,
      variance_delta_drift: number,
      probes: listOf(probe),
    }),
  ),
  monte_carlo: optional(
    record({
      confidence: sampleStatistics,
      entropy: sampleStatistics,
      n_samples: number,
      seeds: listOf(number),
    }),
  ),
  mean_logprob: optional(number),
  token_count: optional(number),
  global_mean_csi: optional(number),
  global_mean_edm: optional(number),
});

/** The rows, or what stands in their place: loops of `matrixFault`, not a call for each of its numbers. */
const values: Shape<NonNullable<Matrix["values"]>> = (value, path = "") =>
  typeof value === "string" || Array.isArray(value) ? value : refuse(value, path, "rows or text");

const sizedMatrix = record({ ...size, values });

const matrix: Shape<Matrix> = (value, path = "") => {
  const read = sizedMatrix(value, path);
  const fault = matrixFault(read.values);
  if (fault === undefined) return read;
  return refuse(fault.received, [path, "values", ...fault.path].join("."), fault.expected);
};

const region = record({
  region_id: either(text, number),
  x_min: number,
  y_min: number,
  x_max: number,
  y_max: number,
  area: number,
  mean_evidence: optional(number),
});

export const overlayBundle: Shape<OverlayBundle> = record({
  evidence_map: matrix,
  heatmap: matrix,
  regions: optional(listOf(region)),
});

export const robustnessSurface: Shape<RobustnessSurface> = record({
  axes: listOf(
    record({
      axis: text,
      mean_esi: number,
      mean_drift: number,
      variance_esi: number,
      variance_drift: number,
      points: listOf(
        record({ axis: text, value: either(text, number), esi: number, drift: number }),
      ),
    }),
  ),
  global_mean_esi: number,
  global_mean_drift: number,
  global_variance_esi: number,
  global_variance_drift: number,
});
