import type { ArtifactHashes, Manifest, Metrics } from "../../case/schemas.ts";
import type { ReportSource } from "../source.ts";
import { readSurface, type SurfaceModel } from "./axes.ts";
import { type EvidenceModel, readEvidence } from "./evidence.ts";
import { type EvaluationTime, evaluationTime } from "./evaluation-time.ts";
import { absent, type Part, present } from "./part.ts";
import { type ProbesModel, readProbes } from "./probes.ts";

/** All that a report says, decoded and put in words where it is missing; nothing of how it looks. */
export interface ReportModel {
  readonly manifest: Manifest;
  readonly metrics: Metrics;
  readonly evaluated: EvaluationTime;
  readonly surface: Part<SurfaceModel>;
  readonly evidence: EvidenceModel;
  readonly probes: Part<ProbesModel>;
  readonly monteCarlo: Part<NonNullable<Metrics["monte_carlo"]>>;
  readonly hashes: ArtifactHashes;
  readonly cacheKey: string;
}

/** The report model of a case: values in, values out. */
export function buildModel(source: ReportSource): ReportModel {
  const { manifest, metrics, robustness_surface: surface } = source.artifacts;
  return {
    manifest,
    metrics,
    evaluated: evaluationTime(manifest),
    surface: readSurface(surface, manifest.config.perturbation_axes, metrics.baseline_metrics),
    evidence: readEvidence(source.artifacts.overlay_bundle, manifest.image_dimensions),
    probes: readProbes(metrics),
    monteCarlo:
      metrics.monte_carlo === undefined
        ? absent("The case has no Monte Carlo statistics.")
        : present(metrics.monte_carlo),
    hashes: source.hashes,
    cacheKey: source.cacheKey,
  };
}
