import { artifactsIn, digest, type DigestInput } from "./digest.ts";
import type { CaseArtifacts, Manifest } from "./schemas.ts";

/** The artifacts that a summary is made of. */
export const SUMMARISED = ["manifest", "sweep_manifest", "robustness_surface"] as const;

/** What a list of cases shows of one; null is what the case does not state. */
export interface CaseSummary {
  readonly title: string | null;
  readonly description: string | null;
  readonly synthetic: boolean | null;
  readonly model_id: string | null;
  /** As the case writes it. */
  readonly evaluated_at: string | null;
  /** Not readonly, as it is part of an answer that is typed by its schema. */
  readonly axes: AxisSummary[];
}

interface AxisSummary {
  axis: string;
  mean_esi: number | null;
  mean_drift: number | null;
}

/** @throws ClarityError `unreportable_case` */
export function summarise(input: DigestInput): CaseSummary {
  return summaryOf(artifactsIn(input.caseId, digest(input).texts));
}

function summaryOf({ manifest, sweep_manifest, robustness_surface }: CaseArtifacts): CaseSummary {
  const { title = null, description = null, synthetic = null } = manifest ?? {};
  return {
    title,
    description,
    synthetic,
    model_id: manifest?.model_id ?? sweep_manifest?.model_id ?? null,
    evaluated_at: evaluatedAt(manifest),
    axes: (robustness_surface?.axes ?? []).map(({ axis, mean_esi = null, mean_drift = null }) => ({
      axis,
      mean_esi,
      mean_drift,
    })),
  };
}

function evaluatedAt({ created_at, timestamp, generated_at }: Manifest = {}): string | null {
  return created_at ?? timestamp ?? generated_at ?? null;
}
