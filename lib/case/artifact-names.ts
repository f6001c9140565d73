/** The artifacts that a report draws and its key covers, in reading order. */
export const ARTIFACTS = [
  "manifest",
  "sweep_manifest",
  "metrics",
  "overlay_bundle",
  "robustness_surface",
  "monte_carlo_stats",
  "confidence_surface",
  "entropy_surface",
] as const;
export type ArtifactName = (typeof ARTIFACTS)[number];

/** The name of an artifact's file within its case. */
export function fileOf(name: ArtifactName): string {
  return `${name}.json`;
}
