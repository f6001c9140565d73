import * as v from "valibot";
import { MatrixSchema } from "./matrix.ts";
import { drift, esi, flag, number, object, optional, text } from "./members.ts";
import { MonteCarloSchema } from "./monte-carlo.ts";
import { ProbeSurfaceSchema } from "./probe-surface.ts";

export const MetricsSchema = object({
  baseline_id: text,
  baseline_metrics: optional(
    object({
      esi,
      drift,
      answer: text,
      justification: text,
      evidence_map: optional(MatrixSchema),
    }),
  ),
  probe_surface: optional(ProbeSurfaceSchema),
  monte_carlo: optional(MonteCarloSchema),
  mean_logprob: number,
  token_count: number,
  rich_mode: flag,
  global_mean_csi: optional(v.pipe(v.number(), v.description("Confidence Stability Index"))),
  global_mean_edm: optional(v.pipe(v.number(), v.description("Entropy Drift Metric"))),
});

export type Metrics = v.InferOutput<typeof MetricsSchema>;
