import { expect, test } from "vitest";
import { readRegions } from "../../../lib/report/model/regions.ts";

const image = { width: 200, height: 100 };
const region = { region_id: "r", x_min: 0, y_min: 0, x_max: 1, y_max: 1, area: 1 };

test("coordinates up to 2 are shares of the image", () => {
  const { regions, unit, areaUnit } = readRegions([{ ...region, x_min: 0.25, y_max: 0.5 }], image);
  expect(unit).toBe("shares of the image");
  expect(areaUnit).toBe("shares of the image");
  expect(regions[0]?.box).toEqual({ left: 0.25, top: 0, right: 1, bottom: 0.5 });
});

test("one coordinate above 2 makes all regions of the case pixels", () => {
  const corner = { ...region, area: 12 };
  const { regions, unit, areaUnit } = readRegions([corner, { ...region, x_max: 100 }], image);
  expect(unit).toBe("pixels");
  expect(areaUnit).toBe("pixels");
  expect(regions[0]?.box).toEqual({ left: 0, top: 0, right: 1 / 200, bottom: 1 / 100 });
  expect(regions[1]?.box?.right).toBe(0.5);
});

test("a box is clipped to the image, and its corners are put in order", () => {
  const { regions } = readRegions([{ ...region, x_min: 300, x_max: -50, y_max: 50 }], image);
  expect(regions[0]?.box).toEqual({ left: 0, top: 0, right: 1, bottom: 0.5 });
});

test("a share that rounding carried beyond 1 is clipped, and the report says so", () => {
  const given = [{ ...region, x_min: 0.5, x_max: 1.0000001192092896, area: 0.5 }];
  const { regions, unit, notes } = readRegions(given, image);
  expect(unit).toBe("shares of the image");
  expect(regions[0]?.box).toEqual({ left: 0.5, top: 0, right: 1, bottom: 1 });
  expect(notes).toEqual(["1 region (no. 1) reaching beyond the image: drawn clipped to it."]);
});

test("regions in pixels of an image of unknown size are not drawn, and the report says so", () => {
  const { regions, notes } = readRegions([{ ...region, x_max: 100, area: 100 }], undefined);
  expect(regions[0]?.box).toBeUndefined();
  expect(notes).toEqual([
    "Regions in pixels are not drawn: the case does not state the size of the image.",
  ]);
});

test("areas in another unit than the coordinates are reported", () => {
  const { unit, areaUnit, notes } = readRegions([{ ...region, area: 3136 }], image);
  expect([unit, areaUnit]).toEqual(["shares of the image", "pixels"]);
  expect(notes).toEqual([
    "The coordinates are read as shares of the image and the areas as pixels, by their size: the two do not fit together.",
  ]);
});

test("the total area is the sum of the areas, unless one is missing", () => {
  const { area: _area, ...without } = region;
  const areas = [0.0287787, 0.01977041, 0.01853476].map((area) =>
    Object.assign({}, region, { area }),
  );
  expect(readRegions(areas, image).totalArea).toBe(0.06708387);
  expect(readRegions([...areas, without], image).totalArea).toBeUndefined();
});

test("a box outside the image is not drawn, and the report says so", () => {
  const given = [
    { ...region, x_max: 9, area: 9 },
    { ...region, x_min: 201, x_max: 220 },
    { ...region, y_min: -9, y_max: -1 },
  ];
  const { regions, notes } = readRegions(given, image);
  expect(regions.map(({ box }) => box === undefined)).toEqual([false, true, true]);
  expect(notes).toEqual(["2 regions (no. 2, 3) outside the image: listed below, not drawn."]);
});
