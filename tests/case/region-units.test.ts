import { expect, test } from "vitest";
import { imageSize, placeRegion, unitOfAreas, unitOfRegions } from "../../lib/case/region-units.ts";

const box = (x_min: number, y_min: number, x_max: number, y_max: number) => ({
  x_min,
  y_min,
  x_max,
  y_max,
});

test("one coordinate above 2 makes all regions of a case pixels", () => {
  expect(unitOfRegions([box(0, 0, 1, 1), box(0, 0, 1, 2)])).toBe("shares of the image");
  expect(unitOfRegions([box(0, 0, 1, 1), box(0, 0, 1, 2.5)])).toBe("pixels");
  expect(unitOfAreas([0.25, 3136])).toBe("pixels");
  expect(unitOfAreas([0.25])).toBe("shares of the image");
});

test("a region is clipped to the image, its corners in order", () => {
  const image = { width: 200, height: 100 };
  expect(placeRegion(box(150, 50, 50, 120), "pixels", image)).toEqual({
    box: { left: 0.25, right: 0.75, top: 0.5, bottom: 1 },
    clipped: true,
  });
  expect(placeRegion(box(0, 0, 200, 100), "pixels", image)?.clipped).toBe(false);
  expect(placeRegion(box(1.1, 0, 1.2, 1), "shares of the image", image)).toEqual({
    box: undefined,
    clipped: true,
  });
  expect(placeRegion(box(0, 0, 200, 100), "pixels", undefined)).toBeUndefined();
});

test("an image without width or height has no size", () => {
  expect(imageSize({ width: 2, height: 3 })).toEqual({ width: 2, height: 3 });
  expect(imageSize({ width: 0, height: 3 })).toBeUndefined();
  expect(imageSize({ width: 2 })).toBeUndefined();
  expect(imageSize(undefined)).toBeUndefined();
});
