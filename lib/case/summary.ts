import { artifactsIn } from "./artifacts-in.ts";
import { digest, type DigestInput } from "./digest.ts";
import { extremesOf, type PointFinding } from "./findings.ts";
import type { CaseArtifacts, Manifest } from "./schemas.ts";

/** The artifacts that a summary is made of. */
export const SUMMARISED = ["manifest", "sweep_manifest", "robustness_surface"] as const;

/** The entry of a case in the list of cases; null if the case does not state the value. */
export interface CaseSummary {
  readonly title: string | null;
  readonly description: string | null;
  readonly synthetic: boolean | null;
  readonly model_id: string | null;
  /** As the case writes it. */
  readonly evaluated_at: string | null;
  /** Of all points of all axes, as the report states it. */
  readonly lowest_esi: ExtremeSummary | null;
  readonly highest_drift: ExtremeSummary | null;
  /** Not readonly, as it is part of an answer that is typed by its schema. */
  readonly axes: AxisSummary[];
}

interface ExtremeSummary {
  axis: string;
  /** Of the perturbation, as the case writes it. */
  value: string | number;
  figure: number;
}

interface AxisSummary {
  axis: string;
  mean_esi: number | null;
  mean_drift: number | null;
}

/** Limits the summary, because a huge text or list in one case would make the list of cases unusable. */
const SUMMARY_CHARACTERS = 2_000;
const SUMMARY_AXES = 100;

/** @throws ClarityError `unreportable_case` */
export function summarise(input: DigestInput): CaseSummary {
  return summaryOf(artifactsIn(input.caseId, digest(input).texts));
}

function summaryOf({ manifest, sweep_manifest, robustness_surface }: CaseArtifacts): CaseSummary {
  const { title = null, description = null, synthetic = null } = manifest ?? {};
  const axes = (robustness_surface?.axes ?? []).slice(0, SUMMARY_AXES);
  const { lowestEsi, highestDrift } = extremesOf(robustness_surface);
  return {
    title: shortened(title),
    description: shortened(description),
    synthetic,
    model_id: shortened(manifest?.model_id ?? sweep_manifest?.model_id ?? null),
    evaluated_at: shortened(evaluatedAt(manifest)),
    lowest_esi: extreme(lowestEsi),
    highest_drift: extreme(highestDrift),
    axes: axes.map(({ axis, mean_esi = null, mean_drift = null }) => ({
      axis: shortened(axis),
      mean_esi,
      mean_drift,
    })),
  };
}

function extreme(point: PointFinding | undefined): ExtremeSummary | null {
  if (point === undefined) return null;
  const { axis, value, figure } = point;
  return {
    axis: shortened(axis),
    value: typeof value === "string" ? shortened(value) : value,
    figure,
  };
}

/** The beginning of a long text, with an ellipsis. Never splits a character. */
function shortened<T extends string | null>(text: T): T | string {
  if (text === null || text.length <= SUMMARY_CHARACTERS) return text;
  return `${text.slice(0, SUMMARY_CHARACTERS).replace(/[\ud800-\udbff]$/, "")}…`;
}

function evaluatedAt({ created_at, timestamp, generated_at }: Manifest = {}): string | null {
  return created_at ?? timestamp ?? generated_at ?? null;
}
