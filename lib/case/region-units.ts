/** Where a case's regions lie on its image, whatever their unit. */

/** The corners of a region, in the unit of its case. */
export interface Corners {
  readonly x_min: number;
  readonly y_min: number;
  readonly x_max: number;
  readonly y_max: number;
}

/** Shares of an image: 0 is left and top, 1 right and bottom. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type LengthUnit = "pixels" | "shares of the image";

/**
 * A share may be a little above 1, by rounding or where a box reaches out of the image. No image is as
 * small as two pixels.
 */
const LARGEST_SHARE = 2;

/**
 * The unit of all regions of a case: one coordinate above 2 means that all are pixels, because a box in
 * the image's top left corner may have only small coordinates.
 */
export function unitOfRegions(regions: readonly Corners[]): LengthUnit {
  const inPixels = regions.some(
    ({ x_min, y_min, x_max, y_max }) =>
      x_min > LARGEST_SHARE ||
      y_min > LARGEST_SHARE ||
      x_max > LARGEST_SHARE ||
      y_max > LARGEST_SHARE,
  );
  return inPixels ? "pixels" : "shares of the image";
}

/** The unit of all areas of a case, by the same rule. */
export function unitOfAreas(areas: readonly number[]): LengthUnit {
  return areas.some((area) => area > LARGEST_SHARE) ? "pixels" : "shares of the image";
}

/** A region on the image, and whether it reaches beyond it. */
export interface PlacedRegion {
  /** Clipped to the image, its corners in order; undefined where it lies outside. */
  readonly box: Box | undefined;
  readonly clipped: boolean;
}

/** Undefined for a region in pixels if the size of the image is unknown. */
export function placeRegion(
  corners: Corners,
  unit: LengthUnit,
  image: Size | undefined,
): PlacedRegion | undefined {
  const size = unit === "pixels" ? image : { width: 1, height: 1 };
  if (size === undefined) return undefined;
  const [left, right] = ordered(corners.x_min / size.width, corners.x_max / size.width);
  const [top, bottom] = ordered(corners.y_min / size.height, corners.y_max / size.height);
  const clipped = left < 0 || top < 0 || right > 1 || bottom > 1;
  if (right < 0 || bottom < 0 || left > 1 || top > 1) return { box: undefined, clipped };
  const box = { left: clip(left), top: clip(top), right: clip(right), bottom: clip(bottom) };
  return { box, clipped };
}

/** The size of the image in pixels; undefined if the case does not state a possible one. */
export function imageSize(
  dimensions:
    | { readonly width?: number | undefined; readonly height?: number | undefined }
    | undefined,
): Size | undefined {
  const width = dimensions?.width ?? 0;
  const height = dimensions?.height ?? 0;
  return width > 0 && height > 0 ? { width, height } : undefined;
}

function clip(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}

function ordered(first: number, second: number): [low: number, high: number] {
  return first <= second ? [first, second] : [second, first];
}
