import type { Check } from "../../case/checks/check.ts";
import { type Findings, findingsOf } from "../../case/findings.ts";
import type { ChecksumRecord } from "../../case/record.ts";
import type { ArtifactHashes, CaseArtifacts } from "../../case/schemas.ts";
import type { ReportSource } from "../source.ts";
import { readSurface, type SurfaceModel } from "./axes.ts";
import { type EvidenceModel, readEvidence } from "./evidence.ts";
import { type EvaluationTime, evaluationTime } from "./evaluation-time.ts";
import { type CaseIdentity, identityOf } from "./identity.ts";
import { type OtherMember, otherMembers } from "./other-members.ts";
import type { Part } from "./part.ts";
import { type ProbesModel, readProbes } from "./probes.ts";
import { readSampling, type SamplingModel } from "./sampling.ts";
import { readSweep, type SweepModel } from "./sweep.ts";

/** The content of a report, decoded, with sentences for missing parts. It does not contain the layout. */
export interface ReportModel {
  readonly artifacts: CaseArtifacts;
  readonly identity: CaseIdentity;
  readonly evaluated: EvaluationTime;
  readonly surface: Part<SurfaceModel>;
  readonly evidence: EvidenceModel;
  readonly probes: Part<ProbesModel>;
  readonly sampling: Part<SamplingModel>;
  readonly sweep: Part<SweepModel>;
  /** Other members of the artifacts, which this report does not interpret. */
  readonly others: readonly OtherMember[];
  /** The findings of the case. */
  readonly findings: Findings;
  /** The outcome of every consistency check; none where they were not made. */
  readonly checks: readonly Check[];
  /** What the evaluation's own checksums say about the artifacts. */
  readonly record: ChecksumRecord;
  readonly hashes: ArtifactHashes;
  readonly cacheKey: string;
}

/**
 * The report model of a case, in any shape that CLARITY writes. A pure function.
 *
 * @param checks from `checksOf`; the page loads a case in parts, which it does not check
 */
export function buildModel(source: ReportSource, checks: readonly Check[] = []): ReportModel {
  const { artifacts, record, hashes, cacheKey } = source;
  const { manifest, metrics } = artifacts;
  const surfaces = {
    robustness: artifacts.robustness_surface,
    confidence: artifacts.confidence_surface,
    entropy: artifacts.entropy_surface,
  };
  const planned = manifest?.config?.perturbation_axes ?? [];
  return {
    artifacts,
    identity: identityOf(artifacts),
    evaluated: evaluationTime(manifest),
    surface: readSurface(surfaces, planned, metrics?.baseline_metrics ?? {}),
    evidence: readEvidence({ manifest, metrics, overlay: artifacts.overlay_bundle }),
    probes: readProbes(metrics, manifest?.config?.grid_size),
    sampling: readSampling(metrics, artifacts.monte_carlo_stats),
    sweep: readSweep(artifacts.sweep_manifest),
    others: otherMembers(artifacts),
    findings: findingsOf(artifacts, checks),
    checks,
    record,
    hashes,
    cacheKey,
  };
}
