import * as v from "valibot";
import {
  flag,
  number,
  object,
  optional,
  optionalSeed,
  record,
  seeds,
  sweptValue,
  text,
} from "./members.ts";

const axes = v.pipe(
  v.union([record(optional(v.array(sweptValue))), v.array(v.string())]),
  v.description("the values of each axis by its name, or the names alone"),
);

/** A run of a sweep ledger: one value for each axis. */
const SweepRunSchema = object({
  axis_values: optional(record(sweptValue)),
  seed: optionalSeed,
  manifest_hash: text,
});

/** A run of a rich sweep: one axis at a time. */
const SweepResultSchema = object({
  axis: text,
  value: optional(sweptValue),
  value_str: text,
  seed: optionalSeed,
  model_id: text,
  bundle_sha: text,
  text_preview: text,
  rich_summary: optional(
    object({
      confidence_score: number,
      output_entropy: number,
      mean_logprob: number,
      token_count: number,
      summary_hash: text,
    }),
  ),
});

/**
 * Both families in one schema, `clarity_sweep_orchestrator_v1` (`runs`) and `clarity_rich_aggregate_v1` (`results`):
 * manifests before CLARITY's milestone M25 name no family, and only these two members distinguish them.
 */
export const SweepManifestSchema = object({
  manifest_schema_family: text,
  sweep_id: text,
  model_id: text,
  prompt: text,
  image_path: text,
  rich_mode: flag,
  axes: optional(axes),
  seeds,
  runs: optional(v.array(SweepRunSchema)),
  results: optional(v.array(SweepResultSchema)),
  vram_usage: optional(
    object({ allocated_gb: number, max_allocated_gb: number, reserved_gb: number }),
  ),
});

export type SweepManifest = v.InferOutput<typeof SweepManifestSchema>;
export type SweepRun = v.InferOutput<typeof SweepRunSchema>;
export type SweepResult = v.InferOutput<typeof SweepResultSchema>;
