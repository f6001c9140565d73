import { expect, test } from "vitest";
import { readRegions } from "../../../lib/report/model/regions.ts";

const image = { width: 200, height: 100 };
const region = { region_id: "r", x_min: 0, y_min: 0, x_max: 1, y_max: 1, area: 1 };

test("coordinates up to 1 are shares of the image", () => {
  const { regions, unit, areaUnit } = readRegions([{ ...region, x_min: 0.25, y_max: 0.5 }], image);
  expect(unit).toBe("shares of the image");
  expect(areaUnit).toBe("share of the image");
  expect(regions[0]?.box).toEqual({ left: 0.25, top: 0, right: 1, bottom: 0.5 });
});

test("one coordinate above 1 makes all regions of the case pixels", () => {
  const corner = { ...region, area: 12 };
  const { regions, unit, areaUnit } = readRegions([corner, { ...region, x_max: 100 }], image);
  expect(unit).toBe("pixels");
  expect(areaUnit).toBe("pixels");
  expect(regions[0]?.box).toEqual({ left: 0, top: 0, right: 1 / 200, bottom: 1 / 100 });
  expect(regions[1]?.box?.right).toBe(0.5);
});

test("a box is clipped to the image, its corners put in order", () => {
  const { regions } = readRegions([{ ...region, x_min: 300, x_max: -50, y_max: 50 }], image);
  expect(regions[0]?.box).toEqual({ left: 0, top: 0, right: 1, bottom: 0.5 });
});

test("a box outside the image is not drawn, and that is said", () => {
  const given = [
    region,
    { ...region, x_min: 201, x_max: 220 },
    { ...region, y_min: -9, y_max: -1 },
  ];
  const { regions, notes } = readRegions(given, image);
  expect(regions.map(({ box }) => box === undefined)).toEqual([false, true, true]);
  expect(notes).toEqual(["2 regions (no. 2, 3) outside the image: listed below, not drawn."]);
});
