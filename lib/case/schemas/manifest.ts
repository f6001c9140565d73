import * as v from "valibot";
import { CaseIdSchema } from "./case-id.ts";
import { flag, number, object, optional, seeds, text } from "./members.ts";

const time = optional(v.pipe(v.string(), v.description("time of the evaluation, ISO 8601")));

const maskValue = optional(
  v.pipe(
    v.union([v.number(), v.array(v.number())]),
    v.description("value of a masked pixel, or one for each channel"),
  ),
);

export const ManifestSchema = object({
  case_id: optional(CaseIdSchema),
  title: text,
  description: text,
  synthetic: flag,
  created_at: time,
  timestamp: time,
  generated_at: time,
  clarity_version: text,
  baseline_id: text,
  r2l_sha: text,
  model_id: text,
  seeds,
  rich_mode: flag,
  image_dimensions: optional(object({ width: number, height: number })),
  config: optional(
    object({
      grid_size: number,
      mask_value: maskValue,
      perturbation_axes: optional(v.array(v.string())),
      rich_mode: flag,
    }),
  ),
});

export type Manifest = v.InferOutput<typeof ManifestSchema>;
