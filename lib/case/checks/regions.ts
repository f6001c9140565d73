/** Whether the regions of a case fit its image and their own boxes. */
import { imageSize, placeRegion, unitOfAreas, unitOfRegions } from "../region-units.ts";
import type { CaseArtifacts, Region } from "../schemas.ts";
import { expectUnique } from "./agreement.ts";
import type { CheckDefinition } from "./check.ts";
import { computedText, isAtMost, numberText, unitOfLastDigit } from "./tolerance.ts";
import { clipped } from "./words.ts";

const WHERE = "overlay_bundle.json#/regions";

function regionsOf({ overlay_bundle }: CaseArtifacts): readonly Region[] {
  return overlay_bundle?.regions ?? [];
}

/** `region left_lobe`. */
export function regionWords({ region_id }: Region): string {
  return `region ${clipped(String(region_id))}`;
}

function boxText({ x_min, y_min, x_max, y_max }: Region): string {
  const [left, top, right, bottom] = [x_min, y_min, x_max, y_max].map(numberText);
  return `x ${left} to ${right}, y ${top} to ${bottom}`;
}

export const REGIONS_INSIDE: CheckDefinition = {
  id: "regions_inside_image",
  title: "Every region lies inside the image",
  where: WHERE,
  needs: "regions",
  run(checked, tally) {
    const regions = regionsOf(checked);
    const unit = unitOfRegions(regions);
    const image = imageSize(checked.manifest?.image_dimensions);
    for (const [index, region] of regions.entries()) {
      const placed = placeRegion(region, unit, image);
      if (placed === undefined) {
        tally.skip("The regions are in pixels, and the case does not state the size of the image");
        return;
      }
      tally.expect(!placed.clipped, () => ({
        where: `${WHERE}/${index}`,
        what: `box of ${regionWords(region)}`,
        stated: boxText(region),
        computed:
          unit === "pixels" && image !== undefined
            ? `an image of ${numberText(image.width)} × ${numberText(image.height)} pixels`
            : "shares of the image from 0 to 1",
      }));
    }
  },
};

export const REGION_CORNERS: CheckDefinition = {
  id: "region_corners_in_order",
  title: "Every region’s box starts at its left and top edges",
  where: WHERE,
  needs: "regions",
  run(checked, tally) {
    for (const [index, region] of regionsOf(checked).entries()) {
      const { x_min, y_min, x_max, y_max } = region;
      tally.expect(x_min <= x_max && y_min <= y_max, () => ({
        where: `${WHERE}/${index}`,
        what: `box of ${regionWords(region)}`,
        stated: boxText(region),
        computed: "x_min at most x_max, y_min at most y_max",
      }));
    }
  },
};

export const REGIONS_UNIQUE: CheckDefinition = {
  id: "regions_unique",
  title: "No two regions have the same id",
  where: WHERE,
  needs: "regions",
  run(checked, tally) {
    expectUnique(
      tally,
      regionsOf(checked),
      ({ region_id }) => String(region_id),
      (_region, index) => ({ where: `${WHERE}/${index}/region_id`, what: "id of a region" }),
    );
  },
};

export const REGION_UNITS: CheckDefinition = {
  id: "region_units_agree",
  title: "The areas of the regions are in the unit of their coordinates",
  where: WHERE,
  needs: "regions with areas",
  run(checked, tally) {
    const units = areaUnits(regionsOf(checked));
    if (units === undefined) return;
    const { agree, unit, areaUnit, region, index } = units;
    tally.expect(agree, () => ({
      where: `${WHERE}/${index}`,
      what: `unit of ${regionWords(region)}`,
      stated: `area ${numberText(region.area ?? 0)}, read as ${areaUnit}`,
      computed: `${boxText(region)}, read as ${unit}`,
    }));
  },
};

/** Whether areas and coordinates have one unit, and the region with the largest area to show it. */
export function areaUnits(regions: readonly Region[]) {
  const unit = unitOfRegions(regions);
  const areas = regions.flatMap(({ area }) => (typeof area === "number" ? [area] : []));
  let index = -1;
  for (const [place, { area }] of regions.entries()) {
    if (typeof area === "number" && area > (regions[index]?.area ?? -Infinity)) index = place;
  }
  const region = regions[index];
  if (region === undefined) return undefined;
  const areaUnit = unitOfAreas(areas);
  // One pixel and two pixels are areas too.
  const smallInPixels = unit === "pixels" && areas.every(Number.isInteger);
  return { agree: unit === areaUnit || smallInPixels, unit, areaUnit, region, index };
}

/**
 * A region does not have to fill its box: CLARITY's boxes go around the connected pixels of a region. So
 * only an area that its box cannot hold is a contradiction.
 */
export const REGION_AREAS: CheckDefinition = {
  id: "region_areas",
  title: "No region has an area below 0 or above that of its box",
  where: WHERE,
  needs: "regions with areas",
  run(checked, tally) {
    const regions = regionsOf(checked);
    if (areaUnits(regions)?.agree === false) {
      tally.skip("The areas are not in the unit of the coordinates");
      return;
    }
    for (const [index, region] of regions.entries()) {
      const { area } = region;
      if (typeof area !== "number") continue;
      const box = boxArea(region);
      tally.expect(area >= 0 && isAtMost(area, box), () => ({
        where: `${WHERE}/${index}/area`,
        what: `area of ${regionWords(region)}`,
        stated: numberText(area),
        computed: `0 to ${computedText(box.value)}, the area of its box`,
      }));
    }
  },
};

/** The area of a region's box, with the error that rounding the coordinates can cause. */
function boxArea({ x_min, y_min, x_max, y_max }: Region) {
  const width = Math.abs(x_max - x_min);
  const height = Math.abs(y_max - y_min);
  const acrossUnit = Math.max(unitOfLastDigit(x_min), unitOfLastDigit(x_max));
  const downUnit = Math.max(unitOfLastDigit(y_min), unitOfLastDigit(y_max));
  return { value: width * height, error: width * downUnit + height * acrossUnit };
}
