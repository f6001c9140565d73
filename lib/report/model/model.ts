import type { ArtifactHashes, Manifest, Metrics } from "../../case/schemas.ts";
import type { ReportSource } from "../source.ts";
import { readSurface, type SurfaceModel } from "./axes.ts";
import { type EvaluationTime, evaluationTime } from "./evaluation-time.ts";
import { type MatrixModel, readMatrix, sameMatrix } from "./matrix.ts";
import { absent, type Part, present } from "./part.ts";
import { type ProbesModel, readProbes } from "./probes.ts";
import { readRegions, type RegionsModel } from "./regions.ts";

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

interface EvidenceModel {
  readonly heatmap: Part<MatrixModel>;
  readonly evidenceMap: Part<MatrixModel>;
  readonly regions: Part<RegionsModel>;
}

/** The report model of a case: values in, values out. */
export function buildModel(source: ReportSource): ReportModel {
  const { manifest, metrics, robustness_surface: surface } = source.artifacts;
  return {
    manifest,
    metrics,
    evaluated: evaluationTime(manifest),
    surface: readSurface(surface, manifest.config.perturbation_axes, metrics.baseline_metrics),
    evidence: readEvidence(source),
    probes: readProbes(metrics),
    monteCarlo:
      metrics.monte_carlo === undefined
        ? absent("The case has no Monte Carlo statistics.")
        : present(metrics.monte_carlo),
    hashes: source.hashes,
    cacheKey: source.cacheKey,
  };
}

function readEvidence({ artifacts }: ReportSource): EvidenceModel {
  const { overlay_bundle: overlay, manifest } = artifacts;
  const heatmap = readMatrix("heatmap", overlay.heatmap);
  const given = overlay.regions ?? [];
  return {
    heatmap,
    evidenceMap: withoutRepetition(heatmap, readMatrix("evidence map", overlay.evidence_map)),
    regions:
      given.length === 0
        ? absent("The case names no evidence regions.")
        : present(readRegions(given, manifest.image_dimensions)),
  };
}

function withoutRepetition(
  heatmap: Part<MatrixModel>,
  evidenceMap: Part<MatrixModel>,
): Part<MatrixModel> {
  if (heatmap.present === undefined || evidenceMap.present === undefined) return evidenceMap;
  if (!sameMatrix(heatmap.present, evidenceMap.present)) return evidenceMap;
  return absent("The evidence map holds the same numbers as the heatmap, so it is drawn once.");
}
