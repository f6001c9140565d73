import type { AxisModel, PointModel } from "../axes.ts";
import { excerpt } from "../excerpt.ts";
import { type Marks, NO_MARKS } from "../marks.ts";
import { type ColumnOf, numberColumn, type TableContent, tableOf } from "./content.ts";

const FIGURES: readonly ColumnOf<PointModel>[] = [
  numberColumn("ESI", ({ esi }) => esi, at("esi")),
  numberColumn("Drift", ({ drift }) => drift, at("drift")),
  numberColumn("CSI", ({ csi }) => csi, at("csi")),
  numberColumn("Mean confidence", ({ meanConfidence }) => meanConfidence, at("mean_confidence")),
  numberColumn(
    "Confidence variance",
    ({ confidenceVariance }) => confidenceVariance,
    at("confidence_variance"),
  ),
  numberColumn("EDM", ({ edm }) => edm, at("edm")),
  numberColumn("Mean entropy", ({ meanEntropy }) => meanEntropy, at("mean_entropy")),
  numberColumn(
    "Entropy variance",
    ({ entropyVariance }) => entropyVariance,
    at("entropy_variance"),
  ),
];

/** Where a point states a member, in each surface that has it. */
function at(member: string) {
  return ({ places }: PointModel): string[] => places.map((place) => `${place}/${member}`);
}

/** The points of an axis, the unperturbed ones marked; `shown` are the rows. */
export function pointsTable(
  axis: AxisModel,
  shown: readonly PointModel[],
  marks: Marks = NO_MARKS,
): TableContent {
  const value: ColumnOf<PointModel> = {
    head: "Value",
    align: axis.numeric ? "decimal" : "left",
    cell: (point) => point.value.label,
    places: at("value"),
  };
  return {
    caption: `Points of ${excerpt(axis.title, 120)}.`,
    ...tableOf(shown, [value, ...FIGURES], marks),
    marked: new Set(shown.flatMap(({ unperturbed }, index) => (unperturbed ? [index] : []))),
  };
}
