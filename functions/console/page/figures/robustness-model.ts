import type { Manifest, Metrics, RobustnessSurface } from "../../../../lib/case/schemas.ts";
import {
  type AxisModel,
  type Baseline,
  type PointModel,
  readSurface,
  type SurfaceModel,
} from "../../../../lib/report/model/axes.ts";
import { axisFigures, unperturbedWords } from "../../../../lib/report/model/axis-words.ts";
import { exact } from "../../../../lib/report/model/numbers.ts";
import type { Part } from "../../../../lib/report/model/part.ts";
import type { Reading } from "./readings.ts";

/** The surface as the report reads it. The metrics may not have come: then no point is marked. */
export function robustness(
  surface: RobustnessSurface,
  manifest: Manifest | undefined,
  metrics: Metrics | undefined,
): Part<SurfaceModel> {
  const planned = manifest?.config?.perturbation_axes ?? [];
  return readSurface({ robustness: surface }, planned, metrics?.baseline_metrics ?? {});
}

/** The baseline of a surface, undefined where the metrics have not come. */
export function knownBaseline({ baseline }: SurfaceModel): Baseline | undefined {
  return baseline.esi === undefined && baseline.drift === undefined ? undefined : baseline;
}

/** What stands below a chart. */
export function chartCaption(axis: AxisModel, baseline: Baseline | undefined): string {
  const where =
    baseline === undefined
      ? "Without the metrics the unperturbed point is not known."
      : unperturbedWords(axis, baseline);
  return [axisFigures(axis), where, ...axis.notes].filter((words) => words !== "").join(" ");
}

/** A point in words, its numbers exactly as the case has them. */
export function pointReadings(point: PointModel): Reading[] {
  const { value, esi, drift, csi, edm, unperturbed } = point;
  return [
    { term: "Value", value: value.label },
    ...(esi === undefined ? [] : [{ term: "ESI", value: exact(esi) }]),
    ...(drift === undefined ? [] : [{ term: "Drift", value: exact(drift) }]),
    ...(csi === undefined ? [] : [{ term: "CSI", value: exact(csi) }]),
    ...(edm === undefined ? [] : [{ term: "EDM", value: exact(edm) }]),
    ...(unperturbed ? [{ term: "", value: "unperturbed" }] : []),
  ];
}

/** The point that a read-out starts from: the unperturbed one, else the first. */
export function startingPoint(points: readonly { readonly point: PointModel }[]): number {
  return Math.max(
    0,
    points.findIndex(({ point }) => point.unperturbed),
  );
}
