import {
  ARTIFACT_SCHEMAS,
  type Artifact,
  type ArtifactName,
  type CaseArtifacts,
} from "../../../../lib/case/schemas.ts";
import { checksOf } from "../../../../lib/case/checks/index.ts";
import type { ChecksumRecord } from "../../../../lib/case/record.ts";
import { buildModel, type ReportModel } from "../../../../lib/report/model/model.ts";
import type { RawArtifacts } from "../../../../lib/report/model/comparison/members.ts";
import type { FailedArtifact } from "../case/artifact-loadings.ts";
import { readAs } from "../api/read.ts";

/** What is compared: a case as it is now, or a report as it was stored. */
export type Compared =
  | { readonly kind: "case"; readonly caseId: string }
  | { readonly kind: "report"; readonly cacheKey: string };

const REPORT = "report:";

/** A side of the address: a case id, or `report:<cache key>`. */
export function comparedIn(side: string): Compared {
  return side.startsWith(REPORT)
    ? { kind: "report", cacheKey: side.slice(REPORT.length) }
    : { kind: "case", caseId: side };
}

/** A side of a comparison, with everything that is compared. */
export interface LoadedSide {
  readonly compared: Compared;
  /** What the artifacts are cited by; undefined if they have no key. */
  readonly key: string | undefined;
  readonly raw: RawArtifacts;
  readonly model: ReportModel;
  /** The version of the report's drawing; undefined for a case. */
  readonly reportVersion: string | undefined;
  /** Artifacts that the case has and that could not be read. */
  readonly failed: readonly FailedArtifact[];
}

interface SideParts extends Omit<LoadedSide, "model"> {
  readonly record: ChecksumRecord;
}

/** @throws Error if an artifact does not match its schema, which the service has checked before */
export function loadedSide({ record, ...parts }: SideParts): LoadedSide {
  const artifacts = artifactsOf(parts.raw);
  const source = { artifacts, record, hashes: {}, cacheKey: "", attachments: [] };
  return { ...parts, model: buildModel(source, checksOf(artifacts, record)) };
}

function artifactsOf(raw: RawArtifacts): CaseArtifacts {
  const read = <N extends ArtifactName>(name: N): Artifact<N> | undefined =>
    raw[name] === undefined ? undefined : readAs(ARTIFACT_SCHEMAS[name])(raw[name]);
  return {
    manifest: read("manifest"),
    sweep_manifest: read("sweep_manifest"),
    metrics: read("metrics"),
    overlay_bundle: read("overlay_bundle"),
    robustness_surface: read("robustness_surface"),
    monte_carlo_stats: read("monte_carlo_stats"),
    confidence_surface: read("confidence_surface"),
    entropy_surface: read("entropy_surface"),
  };
}
