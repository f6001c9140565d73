import {
  type Box,
  type LengthUnit,
  placeRegion,
  type PlacedRegion,
  type Size,
  unitOfAreas,
  unitOfRegions,
} from "../../case/region-units.ts";
import type { Region } from "../../case/schemas.ts";
import { excerpt, listed } from "./excerpt.ts";
import { counted } from "./numbers.ts";

/** A region as the report shows it. */
export interface RegionModel {
  readonly number: number;
  readonly id: string;
  /** As the case gives them, in the case's own unit. */
  readonly given: Region;
  /** The corners as shares of the image's width and height, sorted and clipped to the image; undefined if not drawn. */
  readonly box: Box | undefined;
}

/** More outlines than this hide the map. */
export const MOST_OUTLINED = 1000;

export interface RegionsModel {
  readonly regions: readonly RegionModel[];
  readonly unit: LengthUnit;
  readonly areaUnit: LengthUnit;
  /** The sum of the areas; undefined if a region states none. */
  readonly totalArea: number | undefined;
  /** What a reader must know about regions that are not drawn as given. */
  readonly notes: readonly string[];
}

/** Reads a case's regions. Pixel coordinates refer to `image`, if its size is known. */
export function readRegions(given: readonly Region[], image: Size | undefined): RegionsModel {
  const unit = unitOfRegions(given);
  const placed = given.map((region) => placeRegion(region, unit, image));
  const regions = given.map((region, index) => ({
    number: index + 1,
    id: excerpt(String(region.region_id)),
    given: region,
    box: placed[index]?.box,
  }));
  const areas = given.flatMap(({ area }) => area ?? []);
  const areaUnit = unitOfAreas(areas);
  return {
    regions,
    unit,
    areaUnit,
    totalArea: areas.length === given.length ? sumOf(areas) : undefined,
    notes: [...placeNotes(placed), ...areaNotes(unit, areaUnit, areas)],
  };
}

/** Without the last digits, in which a sum of rounded numbers differs from what a reader would get. */
function sumOf(areas: readonly number[]): number | undefined {
  const sum = areas.reduce((total, area) => total + area, 0);
  return Number.isFinite(sum) ? Number(sum.toPrecision(12)) : undefined;
}

function placeNotes(placed: readonly (PlacedRegion | undefined)[]): string[] {
  if (placed.some((place) => place === undefined)) {
    return ["Regions in pixels are not drawn: the case does not state the size of the image."];
  }
  const outside = numbersOf(placed, (place) => place?.box === undefined);
  const clipped = numbersOf(placed, (place) => place?.box !== undefined && place.clipped);
  return [
    ...regionNote(outside, "outside the image: listed below, not drawn."),
    ...regionNote(clipped, "reaching beyond the image: drawn clipped to it."),
  ];
}

function numbersOf<T>(members: readonly T[], isMeant: (member: T) => boolean): string[] {
  return members.flatMap((member, index) => (isMeant(member) ? [String(index + 1)] : []));
}

function regionNote(numbers: readonly string[], what: string): string[] {
  if (numbers.length === 0) return [];
  return [`${counted(numbers.length, "region")} (no. ${listed(numbers)}) ${what}`];
}

function areaNotes(unit: LengthUnit, areaUnit: LengthUnit, areas: readonly number[]): string[] {
  if (areas.length === 0 || unit === areaUnit) return [];
  return [
    `The coordinates are read as ${unit} and the areas as ${areaUnit}, by their size: the two do not fit together.`,
  ];
}
