import type { AxisModel, PointModel } from "../axes.ts";
import { excerpt } from "../excerpt.ts";
import { exact } from "../numbers.ts";
import { decimals, type TableContent } from "./content.ts";

/** What a point says; CSI and EDM have a column only where the case has them. */
const MEASURES = [
  { name: "esi", head: "ESI" },
  { name: "drift", head: "Drift" },
  { name: "csi", head: "CSI" },
  { name: "edm", head: "EDM" },
] as const;

/** The points of an axis, the unperturbed ones marked; `shown` are the rows. */
export function pointsTable(axis: AxisModel, shown: readonly PointModel[]): TableContent {
  const measures = MEASURES.filter(({ name }) => shown.some((point) => point[name] !== undefined));
  return {
    caption: `Points of ${excerpt(axis.title, 120)}.`,
    columns: [
      { head: "Value", align: axis.numeric ? "decimal" : "left" },
      ...decimals(measures.map(({ head }) => head)),
    ],
    rows: shown.map((point) => [
      point.value.label,
      ...measures.map(({ name }) => cellOf(point[name])),
    ]),
    marked: new Set(shown.flatMap(({ unperturbed }, index) => (unperturbed ? [index] : []))),
  };
}

function cellOf(value: number | undefined): string {
  return value === undefined ? "not stated" : exact(value);
}
