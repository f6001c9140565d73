import {
  type Artifact,
  type ArtifactName,
  ARTIFACTS,
  type CaseArtifacts,
} from "../../../../lib/case/schemas.ts";
import { ApiProblem } from "../api/problem.ts";
import { type Loading, valueOf } from "../state/loading.ts";

/** The artifacts that a case has, each on its own: one that fails leaves the others. */
export type ArtifactLoadings = {
  readonly [N in ArtifactName]?: Loading<Artifact<N> | undefined>;
};

export interface FailedArtifact {
  readonly name: ArtifactName;
  readonly problem: ApiProblem;
}

/** Those of the artifacts that could not be loaded. */
export function failedOf(
  loadings: ArtifactLoadings,
  names: readonly ArtifactName[] = ARTIFACTS,
): FailedArtifact[] {
  return names.flatMap((name) => {
    const loading = loadings[name];
    return loading?.name === "failed" ? [{ name, problem: loading.problem }] : [];
  });
}

/** Whether any of the artifacts is still to come; `slow` when the page has waited for it for long. */
export function pendingOf(
  loadings: ArtifactLoadings,
  names: readonly ArtifactName[] = ARTIFACTS,
): { readonly slow: boolean } | undefined {
  const pending = names.flatMap((name) => {
    const loading = loadings[name];
    return loading?.name === "loading" ? [loading] : [];
  });
  return pending.length === 0 ? undefined : { slow: pending.some(({ slow }) => slow) };
}

function value<T>(loading: Loading<T> | undefined): T | undefined {
  return loading === undefined ? undefined : valueOf(loading);
}

/** The artifacts that are here. */
export function loadedIn(loadings: ArtifactLoadings): CaseArtifacts {
  return {
    manifest: value(loadings.manifest),
    sweep_manifest: value(loadings.sweep_manifest),
    metrics: value(loadings.metrics),
    overlay_bundle: value(loadings.overlay_bundle),
    robustness_surface: value(loadings.robustness_surface),
    monte_carlo_stats: value(loadings.monte_carlo_stats),
    confidence_surface: value(loadings.confidence_surface),
    entropy_surface: value(loadings.entropy_surface),
  };
}

/** The artifact, or undefined where it was removed since the page asked which ones the case has. */
export async function unlessRemoved<T>(load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load();
  } catch (thrown) {
    if (thrown instanceof ApiProblem && thrown.code === "not_found") return undefined;
    throw thrown;
  }
}
