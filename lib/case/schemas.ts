/**
 * The artifacts of a case, as valibot schemas: the single source of the types, the validation and the API
 * description. Objects are loose: unknown members are allowed, kept and hashed. A member is optional unless a
 * report needs it; a member that is present must have its type.
 */
import type * as v from "valibot";
import type { ArtifactName } from "./artifact-names.ts";
import { ManifestSchema } from "./schemas/manifest.ts";
import { MetricsSchema } from "./schemas/metrics.ts";
import { MonteCarloStatsSchema } from "./schemas/monte-carlo.ts";
import { OverlayBundleSchema } from "./schemas/overlay-bundle.ts";
import {
  ConfidenceSurfaceSchema,
  EntropySurfaceSchema,
  RobustnessSurfaceSchema,
} from "./schemas/surfaces.ts";
import { SweepManifestSchema } from "./schemas/sweep-manifest.ts";

export { ARTIFACTS, fileOf, type ArtifactName } from "./artifact-names.ts";
export { CaseIdSchema } from "./schemas/case-id.ts";
export type { Manifest } from "./schemas/manifest.ts";
export type { Matrix } from "./schemas/matrix.ts";
export type { Metrics } from "./schemas/metrics.ts";
export type { MonteCarlo, MonteCarloStats } from "./schemas/monte-carlo.ts";
export type { OverlayBundle, Region } from "./schemas/overlay-bundle.ts";
export type { ProbeResult, ProbeSurface } from "./schemas/probe-surface.ts";
export type { ConfidenceSurface, EntropySurface, RobustnessSurface } from "./schemas/surfaces.ts";
export type { SweepManifest, SweepResult, SweepRun } from "./schemas/sweep-manifest.ts";

export const ARTIFACT_SCHEMAS = {
  manifest: ManifestSchema,
  sweep_manifest: SweepManifestSchema,
  metrics: MetricsSchema,
  overlay_bundle: OverlayBundleSchema,
  robustness_surface: RobustnessSurfaceSchema,
  monte_carlo_stats: MonteCarloStatsSchema,
  confidence_surface: ConfidenceSurfaceSchema,
  entropy_surface: EntropySurfaceSchema,
} as const satisfies Readonly<Record<ArtifactName, v.GenericSchema>>;

export type Artifact<N extends ArtifactName> = v.InferOutput<(typeof ARTIFACT_SCHEMAS)[N]>;

/** The artifacts of a case, parsed from their canonical JSON; undefined for an artifact that the case lacks. */
export type CaseArtifacts = { readonly [N in ArtifactName]?: Artifact<N> | undefined };

/** SHA-256 of the canonical JSON of each artifact that the case has, 64 lower-case hex digits. */
export type ArtifactHashes = Readonly<Partial<Record<ArtifactName, string>>>;
