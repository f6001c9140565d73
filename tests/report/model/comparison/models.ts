import { checksOf } from "../../../../lib/case/checks/index.ts";
import type { ChecksumRecord } from "../../../../lib/case/record.ts";
import type { ArtifactName } from "../../../../lib/case/schemas.ts";
import { buildModel, type ReportModel } from "../../../../lib/report/model/model.ts";
import { sourceOf } from "../../sources.ts";

type Given = Readonly<Partial<Record<ArtifactName, unknown>>>;

/** The model of a case as a comparison takes it: with its checks. */
export function modelWith(given: Given, record: ChecksumRecord = "none"): ReportModel {
  const source = sourceOf(given, record);
  return buildModel(source, checksOf(source.artifacts, record));
}

export interface GivenPoint {
  readonly value: string | number;
  readonly esi?: number;
  readonly drift?: number;
}

/** A case that has nothing but a robustness surface. */
export function surfaceOf(axes: Readonly<Record<string, readonly GivenPoint[]>>): Given {
  const all = Object.entries(axes).map(([axis, points]) => ({ axis, points }));
  return { robustness_surface: { axes: all } };
}
