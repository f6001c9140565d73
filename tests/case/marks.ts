import { artifactsIn } from "../../lib/case/artifacts-in.ts";
import type { Digest } from "../../lib/case/digest.ts";
import type { ArtifactName, CaseArtifacts, OverlayBundle } from "../../lib/case/schemas.ts";

/** The artifacts of a case as they were hashed. */
export function artifactsOfDigest(caseId: string, { texts }: Pick<Digest, "texts">): CaseArtifacts {
  return artifactsIn(caseId, texts);
}

/** The mark that each artifact was written with: an edit of the whole case gives all the same one. */
export function marksOf(
  caseId: string,
  read: Pick<Digest, "texts">,
): Record<ArtifactName, unknown> {
  return { ...marksOfRuns(artifactsOfDigest(caseId, read)), ...marksOfSurfaces(caseId, read) };
}

function marksOfRuns({ manifest, sweep_manifest, metrics, monte_carlo_stats }: CaseArtifacts) {
  return {
    manifest: manifest?.config?.mask_value,
    sweep_manifest: sweep_manifest?.results?.[0]?.value,
    metrics: metrics?.baseline_metrics?.esi,
    monte_carlo_stats: monte_carlo_stats?.monte_carlo?.confidence?.mean,
  };
}

function marksOfSurfaces(caseId: string, read: Pick<Digest, "texts">) {
  const artifacts = artifactsOfDigest(caseId, read);
  return {
    overlay_bundle: markOf(artifacts.overlay_bundle),
    robustness_surface: artifacts.robustness_surface?.axes[0]?.points[0]?.esi,
    confidence_surface: artifacts.confidence_surface?.confidence_surfaces[0]?.points[0]?.csi,
    entropy_surface: artifacts.entropy_surface?.entropy_surfaces[0]?.points[0]?.edm,
  };
}

function markOf(overlay: OverlayBundle | undefined): unknown {
  const row = overlay?.evidence_map?.values?.[0];
  return typeof row === "string" ? row : row?.[0];
}
