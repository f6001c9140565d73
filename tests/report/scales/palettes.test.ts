import { expect, test } from "vitest";
import {
  DIVERGING,
  divergingIndex,
  isDark,
  PALETTE_SIZE,
  sequentialIndex,
  VIRIDIS,
} from "../../../lib/report/scales/palettes.ts";

const lightness = ([red = 0, green = 0, blue = 0]: readonly number[]): number =>
  red * 0.299 + green * 0.587 + blue * 0.114;

test("viridis goes monotonically from dark to light", () => {
  expect(VIRIDIS.colours[0]).toEqual([68, 1, 84]);
  expect(VIRIDIS.colours[255]).toEqual([253, 231, 37]);
  const steps = VIRIDIS.colours.map(lightness);
  for (const [index, step] of steps.entries()) {
    expect(step).toBeGreaterThan((steps[index - 1] ?? 0) - 0.5);
  }
});

test("the diverging palette is lightest at its centre and dark at both ends", () => {
  expect(DIVERGING.colours).toHaveLength(PALETTE_SIZE);
  const centre = DIVERGING.colours[divergingIndex(0)] ?? [];
  expect(centre).toEqual([247, 247, 247]);
  expect(DIVERGING.colours[divergingIndex(-1)]).toEqual([45, 0, 75]);
  expect(DIVERGING.colours[divergingIndex(1)]).toEqual([127, 59, 8]);
});

test("entries are symmetric about the centre, clamped, and never that of a missing value", () => {
  for (const share of [0.1, 0.5, 0.99, 1, 7]) {
    expect(divergingIndex(share) - divergingIndex(0)).toBe(
      divergingIndex(0) - divergingIndex(-share),
    );
  }
  expect(divergingIndex(-9)).toBe(1);
  expect(divergingIndex(9)).toBe(255);
  expect([-1, 0, 0.5, 1, 2].map(sequentialIndex)).toEqual([0, 0, 128, 255, 255]);
});

test("a palette has 768 bytes, and text on its dark colours is light", () => {
  const { bytes } = VIRIDIS;
  expect(bytes).toHaveLength(3 * PALETTE_SIZE);
  expect([...bytes.subarray(0, 3)]).toEqual([68, 1, 84]);
  expect(isDark([45, 0, 75])).toBe(true);
  expect(isDark([247, 247, 247])).toBe(false);
});
