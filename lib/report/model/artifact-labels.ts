import type { ArtifactName } from "../../case/schemas.ts";

/** The artifacts that the report is drawn from, and the files they come from. */
export const ARTIFACT_LABELS: readonly { readonly name: ArtifactName; readonly file: string }[] = [
  { name: "manifest", file: "manifest.json" },
  { name: "metrics", file: "metrics.json" },
  { name: "overlay_bundle", file: "overlay_bundle.json" },
  { name: "robustness_surface", file: "robustness_surface.json" },
];
