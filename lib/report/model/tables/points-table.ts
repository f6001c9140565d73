import type { AxisModel, PointModel } from "../axes.ts";
import { excerpt } from "../excerpt.ts";
import { type ColumnOf, numberColumn, type TableContent, tableOf } from "./content.ts";

const FIGURES: readonly ColumnOf<PointModel>[] = [
  numberColumn("ESI", ({ esi }) => esi),
  numberColumn("Drift", ({ drift }) => drift),
  numberColumn("CSI", ({ csi }) => csi),
  numberColumn("Mean confidence", ({ meanConfidence }) => meanConfidence),
  numberColumn("Confidence variance", ({ confidenceVariance }) => confidenceVariance),
  numberColumn("EDM", ({ edm }) => edm),
  numberColumn("Mean entropy", ({ meanEntropy }) => meanEntropy),
  numberColumn("Entropy variance", ({ entropyVariance }) => entropyVariance),
];

/** The points of an axis, the unperturbed ones marked; `shown` are the rows. */
export function pointsTable(axis: AxisModel, shown: readonly PointModel[]): TableContent {
  const value: ColumnOf<PointModel> = {
    head: "Value",
    align: axis.numeric ? "decimal" : "left",
    cell: (point) => point.value.label,
  };
  return {
    caption: `Points of ${excerpt(axis.title, 120)}.`,
    ...tableOf(shown, [value, ...FIGURES]),
    marked: new Set(shown.flatMap(({ unperturbed }, index) => (unperturbed ? [index] : []))),
  };
}
