import type { Manifest, Region } from "../../case/schemas.ts";
import { excerpt, listed } from "./excerpt.ts";
import { counted } from "./numbers.ts";

/** A region as the report shows it. */
export interface RegionModel {
  readonly number: number;
  readonly id: string;
  /** As the case gives them, in the case's own unit. */
  readonly given: Region;
  /** Shares of the image's width and height, in order, clipped to the image. */
  readonly box: Box | undefined;
}

/** More outlines than this hide the map. */
export const MOST_OUTLINED = 1000;

/** Shares of an image: 0 is left and top, 1 right and bottom. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface RegionsModel {
  readonly regions: readonly RegionModel[];
  readonly unit: "pixels" | "shares of the image";
  readonly areaUnit: "pixels" | "share of the image";
  /** What a reader must know about regions that are not drawn as given. */
  readonly notes: readonly string[];
}

type ImageSize = Manifest["image_dimensions"];

/**
 * Reads a case's regions. Their unit is the case's, not each region's: one coordinate above 1 means that
 * all of them are pixels, for a box in the image's top left corner may have none. Areas likewise.
 */
export function readRegions(given: readonly Region[], image: ImageSize): RegionsModel {
  const inPixels = given.some(({ x_min, y_min, x_max, y_max }) =>
    [x_min, y_min, x_max, y_max].some((coordinate) => coordinate > 1),
  );
  const scale = inPixels ? image : { width: 1, height: 1 };
  const regions = given.map((region, index) => ({
    number: index + 1,
    id: excerpt(String(region.region_id)),
    given: region,
    box: clippedBox(region, scale),
  }));
  return {
    regions,
    unit: inPixels ? "pixels" : "shares of the image",
    areaUnit: given.some(({ area }) => area > 1) ? "pixels" : "share of the image",
    notes: outsideNotes(regions),
  };
}

function clippedBox(region: Region, scale: Readonly<ImageSize>): Box | undefined {
  const [left, right] = ordered(region.x_min / scale.width, region.x_max / scale.width);
  const [top, bottom] = ordered(region.y_min / scale.height, region.y_max / scale.height);
  if (right < 0 || bottom < 0 || left > 1 || top > 1) return undefined;
  return { left: clip(left), top: clip(top), right: clip(right), bottom: clip(bottom) };
}

function clip(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}

function ordered(first: number, second: number): [low: number, high: number] {
  return first <= second ? [first, second] : [second, first];
}

function outsideNotes(regions: readonly RegionModel[]): string[] {
  const outside = regions
    .filter(({ box }) => box === undefined)
    .map(({ number }) => String(number));
  if (outside.length === 0) return [];
  const which = `${counted(outside.length, "region")} (no. ${listed(outside)})`;
  return [`${which} outside the image: listed below, not drawn.`];
}
