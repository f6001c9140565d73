import type {
  AxisModel,
  Baseline,
  PointModel,
  SurfaceModel,
} from "../../../../lib/report/model/axes.ts";
import { axisFigures, unperturbedWords } from "../../../../lib/report/model/axis-words.ts";
import { exact } from "../../../../lib/report/model/numbers.ts";
import type { Reading } from "./readings.ts";

/** The baseline of a surface, undefined where the case states none. */
export function knownBaseline({ baseline }: SurfaceModel): Baseline | undefined {
  return baseline.esi === undefined && baseline.drift === undefined ? undefined : baseline;
}

/** What stands below a chart. */
export function chartCaption(axis: AxisModel, baseline: Baseline | undefined): string {
  const where =
    baseline === undefined
      ? "The case states no baseline, so the unperturbed point is not known."
      : unperturbedWords(axis, baseline);
  return [axisFigures(axis), where, ...axis.notes].filter((words) => words !== "").join(" ");
}

/** A point in words, its numbers exactly as the case has them. */
export function pointReadings(point: PointModel): Reading[] {
  const { value, esi, drift, csi, edm, meanConfidence, meanEntropy, unperturbed } = point;
  return [
    { term: "Value", value: value.label },
    ...(esi === undefined ? [] : [{ term: "ESI", value: exact(esi) }]),
    ...(drift === undefined ? [] : [{ term: "Drift", value: exact(drift) }]),
    ...(csi === undefined ? [] : [{ term: "CSI", value: exact(csi) }]),
    ...(edm === undefined ? [] : [{ term: "EDM", value: exact(edm) }]),
    ...(meanConfidence === undefined
      ? []
      : [{ term: "Mean confidence", value: exact(meanConfidence) }]),
    ...(meanEntropy === undefined ? [] : [{ term: "Mean entropy", value: exact(meanEntropy) }]),
    ...(unperturbed ? [{ term: "", value: "unperturbed" }] : []),
  ];
}

/** The point that is selected first: the unperturbed one, or else the first one. */
export function startingPoint(points: readonly { readonly point: PointModel }[]): number {
  return Math.max(
    0,
    points.findIndex(({ point }) => point.unperturbed),
  );
}
