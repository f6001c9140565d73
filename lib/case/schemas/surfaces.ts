import * as v from "valibot";
import { axisValue, drift, esi, number, object, optional, text } from "./members.ts";

const RobustnessAxisSchema = object({
  axis: v.string(),
  points: v.array(object({ axis: text, value: axisValue, esi, drift })),
  mean_esi: esi,
  mean_drift: drift,
  variance_esi: number,
  variance_drift: number,
});

export const RobustnessSurfaceSchema = object({
  axes: v.array(RobustnessAxisSchema),
  global_mean_esi: esi,
  global_mean_drift: drift,
  global_variance_esi: number,
  global_variance_drift: number,
});

const csi = optional(v.pipe(v.number(), v.description("Confidence Stability Index")));
const edm = optional(v.pipe(v.number(), v.description("Entropy Drift Metric")));

const ConfidenceAxisSchema = object({
  axis: v.string(),
  points: v.array(
    object({
      axis: text,
      value: axisValue,
      csi,
      mean_confidence: number,
      confidence_variance: number,
    }),
  ),
  mean_csi: csi,
  overall_mean_confidence: number,
  overall_variance: number,
});

export const ConfidenceSurfaceSchema = object({
  confidence_surfaces: v.array(ConfidenceAxisSchema),
  global_mean_csi: csi,
  global_mean_confidence: number,
});

const EntropyAxisSchema = object({
  axis: v.string(),
  points: v.array(
    object({
      axis: text,
      value: axisValue,
      edm,
      mean_entropy: number,
      entropy_variance: number,
    }),
  ),
  baseline_entropy: number,
  mean_edm: edm,
  overall_mean_entropy: number,
  overall_variance: number,
});

export const EntropySurfaceSchema = object({
  entropy_surfaces: v.array(EntropyAxisSchema),
  baseline_entropy: number,
  global_mean_edm: edm,
  global_mean_entropy: number,
});

export type RobustnessSurface = v.InferOutput<typeof RobustnessSurfaceSchema>;
export type ConfidenceSurface = v.InferOutput<typeof ConfidenceSurfaceSchema>;
export type EntropySurface = v.InferOutput<typeof EntropySurfaceSchema>;
