import type { ArtifactName } from "../../case/schemas.ts";

/** The artifacts that a report is drawn from, and the files they come from. */
export const ARTIFACT_LABELS: readonly { readonly name: ArtifactName; readonly file: string }[] = [
  { name: "manifest", file: "manifest.json" },
  { name: "sweep_manifest", file: "sweep_manifest.json" },
  { name: "metrics", file: "metrics.json" },
  { name: "overlay_bundle", file: "overlay_bundle.json" },
  { name: "robustness_surface", file: "robustness_surface.json" },
  { name: "monte_carlo_stats", file: "monte_carlo_stats.json" },
  { name: "confidence_surface", file: "confidence_surface.json" },
  { name: "entropy_surface", file: "entropy_surface.json" },
];
