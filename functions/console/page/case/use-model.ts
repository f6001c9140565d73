import { useMemo } from "preact/hooks";
import { findingsOf } from "../../../../lib/case/findings.ts";
import type { CaseArtifacts } from "../../../../lib/case/schemas.ts";
import { readSurface } from "../../../../lib/report/model/axes.ts";
import type { EvidenceModel } from "../../../../lib/report/model/evidence.ts";
import { evaluationTime } from "../../../../lib/report/model/evaluation-time.ts";
import { identityOf } from "../../../../lib/report/model/identity.ts";
import type { ReportModel } from "../../../../lib/report/model/model.ts";
import { otherMembers } from "../../../../lib/report/model/other-members.ts";
import { readProbes } from "../../../../lib/report/model/probes.ts";
import { readSampling } from "../../../../lib/report/model/sampling.ts";
import { readSweep } from "../../../../lib/report/model/sweep.ts";

const NO_CHECKS: ReportModel["checks"] = [];

/**
 * The report's model of the artifacts that are here. Each part is read once for the artifacts it is made of. The
 * evidence is not, because that may take long.
 */
export function useModel(artifacts: CaseArtifacts, evidence: EvidenceModel): ReportModel {
  const { manifest, metrics, sweep_manifest: sweep } = artifacts;
  const { monte_carlo_stats: stats } = artifacts;
  return {
    artifacts,
    identity: identityOf(artifacts),
    evaluated: evaluationTime(manifest),
    surface: useSurface(artifacts),
    evidence,
    probes: useMemo(() => readProbes(metrics, manifest?.config?.grid_size), [manifest, metrics]),
    sampling: useMemo(() => readSampling(metrics, stats), [metrics, stats]),
    sweep: useMemo(() => readSweep(sweep), [sweep]),
    others: useMemo(() => otherMembers(artifacts), [artifacts]),
    findings: useMemo(() => findingsOf(artifacts, NO_CHECKS), [artifacts]),
    // The page shows checks and record by themselves: they are about the whole case, which it loads in parts.
    checks: NO_CHECKS,
    record: "none",
    hashes: {},
    cacheKey: "",
  };
}

function useSurface(artifacts: CaseArtifacts): ReportModel["surface"] {
  const { manifest, metrics } = artifacts;
  const { robustness_surface: robustness } = artifacts;
  const { confidence_surface: confidence, entropy_surface: entropy } = artifacts;
  return useMemo(
    () =>
      readSurface(
        { robustness, confidence, entropy },
        manifest?.config?.perturbation_axes ?? [],
        metrics?.baseline_metrics ?? {},
      ),
    [robustness, confidence, entropy, manifest, metrics],
  );
}
