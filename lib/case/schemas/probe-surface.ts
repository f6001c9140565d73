import * as v from "valibot";
import { axisValue, drift, esi, number, object, optional, text } from "./members.ts";

const ProbeSchema = object({
  row: number,
  col: number,
  delta_esi: number,
  delta_drift: number,
  masked_esi: esi,
  masked_drift: drift,
});

const ProbeResultSchema = object({
  probe: optional(
    object({
      region_id: optional(
        v.pipe(
          v.string(),
          v.description("`grid_r<row>_c<col>_k<size>`, rows and columns from 0; or a region"),
        ),
      ),
      axis: text,
      value: optional(axisValue),
    }),
  ),
  baseline_esi: esi,
  baseline_drift: drift,
  masked_esi: esi,
  masked_drift: drift,
  delta_esi: number,
  delta_drift: number,
});

/** Both forms in one: a grid (`probes`), and what the counterfactual engine writes (`results`). */
export const ProbeSurfaceSchema = object({
  grid_size: number,
  total_probes: number,
  mean_delta_esi: number,
  mean_delta_drift: number,
  variance_delta_esi: number,
  variance_delta_drift: number,
  probes: optional(v.array(ProbeSchema)),
  results: optional(v.array(ProbeResultSchema)),
  mean_abs_delta_esi: number,
  mean_abs_delta_drift: number,
  max_abs_delta_esi: number,
  max_abs_delta_drift: number,
});

export type ProbeSurface = v.InferOutput<typeof ProbeSurfaceSchema>;
export type ProbeResult = v.InferOutput<typeof ProbeResultSchema>;
