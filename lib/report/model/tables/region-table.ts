import { type Marks, NO_MARKS } from "../marks.ts";
import { counted, exact } from "../numbers.ts";
import type { RegionModel, RegionsModel } from "../regions.ts";
import { type ColumnOf, numberColumn, type TableContent, tableOf } from "./content.ts";

const COLUMNS: readonly ColumnOf<RegionModel>[] = [
  { head: "No.", align: "right", cell: ({ number }) => String(number) },
  {
    head: "Region",
    align: "left",
    cell: ({ id }) => id,
    places: (region) => [placeOf(region), `${placeOf(region)}/region_id`],
  },
  numberColumn("x min", ({ given }) => given.x_min),
  numberColumn("y min", ({ given }) => given.y_min),
  numberColumn("x max", ({ given }) => given.x_max),
  numberColumn("y max", ({ given }) => given.y_max),
  numberColumn(
    "Area",
    ({ given }) => given.area,
    (region) => [`${placeOf(region)}/area`],
  ),
  numberColumn(
    "Mean evidence",
    ({ given }) => given.mean_evidence,
    (region) => [`${placeOf(region)}/mean_evidence`],
  ),
];

function placeOf({ number }: RegionModel): string {
  return `overlay_bundle.json#/regions/${number - 1}`;
}

/** The regions as the case gives them; `shown` are the rows. */
export function regionTable(
  { unit, areaUnit }: RegionsModel,
  shown: readonly RegionModel[],
  marks: Marks = NO_MARKS,
): TableContent {
  return {
    caption: `Evidence regions; coordinates in ${unit}, area in ${areaUnit}.`,
    ...tableOf(shown, COLUMNS, marks),
  };
}

/** Explains how the report inferred the unit, because no case states it. */
export function unitWords({ unit }: RegionsModel): string {
  const reason = unit === "pixels" ? "some coordinate is above 2" : "no coordinate is above 2";
  return `The case does not name the unit of its coordinates: they are read as ${unit}, because ${reason}.`;
}

/** The total area, as stated and as the sum over the regions; undefined if the case has neither. */
export function totalAreaWords(
  { regions, totalArea, areaUnit }: RegionsModel,
  stated: number | undefined,
): string | undefined {
  const sum = totalArea === undefined ? undefined : exact(totalArea);
  const own =
    sum === undefined
      ? ""
      : `the areas of ${counted(regions.length, "region")} together are ${sum}`;
  if (stated === undefined) {
    return sum === undefined ? undefined : `Total evidence area: ${own} (${areaUnit}).`;
  }
  const said = `Total evidence area, as the case states it: ${exact(stated)}`;
  return own === "" ? `${said}.` : `${said}; ${own} (${areaUnit}).`;
}
