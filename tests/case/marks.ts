import type { CaseSnapshot } from "../../lib/case/read-case.ts";
import type { Matrix } from "../../lib/case/schemas.ts";

/** The mark that each artifact was written with: an edit of the whole case gives all the same one. */
export function marksOf({ artifacts }: Pick<CaseSnapshot, "artifacts">) {
  const { manifest, metrics, overlay_bundle, robustness_surface } = artifacts;
  return {
    manifest: manifest?.config?.mask_value,
    metrics: metrics?.baseline_metrics?.esi,
    overlay_bundle: firstOf(overlay_bundle?.evidence_map?.values),
    robustness_surface: robustness_surface?.axes[0]?.points[0]?.esi,
  };
}

function firstOf(values: Matrix["values"]): unknown {
  return typeof values === "string" ? values : values?.[0]?.[0];
}
