import type { ReportModel } from "./model.ts";

/** The optional parts that this case lacks. The report lists them in one sentence instead of empty sections. */
export function missingParts(model: ReportModel): string[] {
  const { artifacts, surface, evidence, probes, sampling, sweep } = model;
  const overlay = artifacts.overlay_bundle;
  const baseline = artifacts.metrics?.baseline_metrics;
  const parts: readonly (readonly [name: string, has: boolean])[] = [
    ["manifest", artifacts.manifest !== undefined],
    ["sweep manifest", sweep.present !== undefined],
    ["metrics", artifacts.metrics !== undefined],
    ["answer of the baseline", baseline?.answer !== undefined],
    ["justification of the baseline", baseline?.justification !== undefined],
    ["robustness surface", artifacts.robustness_surface !== undefined],
    ["confidence surface", artifacts.confidence_surface !== undefined],
    ["entropy surface", artifacts.entropy_surface !== undefined],
    ["perturbation axes", (surface.present?.axes.length ?? 0) > 0],
    ["heatmap", overlay?.heatmap !== undefined],
    ["evidence map", overlay?.evidence_map !== undefined],
    ["evidence regions", evidence.regions.present !== undefined],
    ["probe surface", probes.present !== undefined],
    ["Monte Carlo statistics", sampling.present !== undefined],
  ];
  return parts.flatMap(([name, has]) => (has ? [] : [name]));
}
