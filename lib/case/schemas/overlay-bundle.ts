import * as v from "valibot";
import { MatrixSchema } from "./matrix.ts";
import { number, object, optional } from "./members.ts";

const coordinate = v.pipe(v.number(), v.description("share of the image, or pixels"));

const RegionSchema = object({
  region_id: v.union([v.string(), v.number()]),
  x_min: coordinate,
  y_min: coordinate,
  x_max: coordinate,
  y_max: coordinate,
  area: number,
  mean_evidence: number,
});

export const OverlayBundleSchema = object({
  evidence_map: optional(MatrixSchema),
  heatmap: optional(MatrixSchema),
  regions: optional(v.array(RegionSchema)),
  total_evidence_area: number,
});

export type OverlayBundle = v.InferOutput<typeof OverlayBundleSchema>;
export type Region = v.InferOutput<typeof RegionSchema>;
