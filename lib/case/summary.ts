import { artifactsIn, digest, type DigestInput } from "./digest.ts";
import type { CaseArtifacts } from "./schemas.ts";

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
  const { created_at, timestamp, generated_at } = manifest ?? {};
  return {
    title: manifest?.title ?? null,
    description: manifest?.description ?? null,
    synthetic: manifest?.synthetic ?? null,
    model_id: manifest?.model_id ?? sweep_manifest?.model_id ?? null,
    evaluated_at: created_at ?? timestamp ?? generated_at ?? null,
    axes: (robustness_surface?.axes ?? []).map(({ axis, mean_esi, mean_drift }) => ({
      axis,
      mean_esi: mean_esi ?? null,
      mean_drift: mean_drift ?? null,
    })),
  };
}
