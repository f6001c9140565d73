import type { CaseSnapshot } from "../../lib/case/read-case.ts";

/** The mark that each artifact was written with: an edit of the whole case gives all the same one. */
export function marksOf({ artifacts }: Pick<CaseSnapshot, "artifacts">) {
  const { manifest, metrics, overlay_bundle, robustness_surface } = artifacts;
  const [row] = overlay_bundle?.evidence_map?.values ?? [];
  return {
    manifest: manifest?.config?.mask_value,
    metrics: metrics?.baseline_metrics?.esi,
    overlay_bundle: typeof row === "string" ? row : row?.[0],
    robustness_surface: robustness_surface?.axes[0]?.points[0]?.esi,
  };
}
