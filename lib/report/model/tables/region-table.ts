import { exact } from "../numbers.ts";
import type { RegionModel, RegionsModel } from "../regions.ts";
import { decimals, type TableContent } from "./content.ts";

/** The regions as the case gives them; `shown` are the rows. */
export function regionTable(
  { unit, areaUnit }: RegionsModel,
  shown: readonly RegionModel[],
): TableContent {
  return {
    caption: `Evidence regions; coordinates in ${unit}, area in ${areaUnit}.`,
    columns: [
      { head: "No.", align: "right" },
      { head: "Region", align: "left" },
      ...decimals(["x min", "y min", "x max", "y max", "Area", "Mean evidence"]),
    ],
    rows: shown.map(({ number, id, given }) => [
      String(number),
      id,
      exact(given.x_min),
      exact(given.y_min),
      exact(given.x_max),
      exact(given.y_max),
      exact(given.area),
      given.mean_evidence === undefined ? "not stated" : exact(given.mean_evidence),
    ]),
  };
}
