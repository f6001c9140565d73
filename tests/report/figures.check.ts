import { expect, test } from "vitest";
import type { ReportSource } from "../../lib/report/source.ts";
import { renderReport } from "../../lib/report/render.ts";
import {
  DIVERGING,
  DIVERGING_DOWN,
  divergingIndex,
  NOT_MEASURED,
  sequentialIndex,
  tint,
  VIRIDIS,
  WORSE,
} from "../../lib/report/scales/palettes.ts";
import { type DrawnImage, type Drawing, readDrawing, type Stroke } from "./read-drawing.ts";
import { axisOf, matrixOf, probeSurface, smallSource } from "./sources.ts";

async function drawingOf(source: ReportSource, text: string): Promise<Drawing> {
  return await readDrawing(await renderReport(source), text);
}

/** All images except colour bars, which are one pixel wide. */
function mapsOf({ images }: Drawing): DrawnImage[] {
  return images.filter(({ width }) => width > 1);
}

function firstOf<T>(found: readonly T[]): T {
  const [first] = found;
  if (first === undefined) throw new TypeError("expected at least one");
  return first;
}

const value = (x: number, y: number): number => (x + 4 * y) / 20;

test("the heatmap has the colour of every value in its place, on a scale from 0 to 1", async () => {
  const heatmap = matrixOf(4, 3, value);
  const overlay = { heatmap, evidence_map: heatmap };
  const [map] = mapsOf(await drawingOf(smallSource({ overlay }), "Heatmap of"));
  for (let y = 0; y < 3; y += 1) {
    for (let x = 0; x < 4; x += 1) {
      expect(map?.colourAt(x, y)).toEqual(VIRIDIS.colours[sequentialIndex(value(x, y))]);
    }
  }
});

test("two maps share a scale with zero, so that a colour means one value", async () => {
  const heatmap = matrixOf(4, 3, value);
  const lowered = matrixOf(4, 3, (x, y) => value(x, y) - 0.4);
  // Maps of a square image stand side by side, on one page.
  const source = smallSource({
    manifest: { image_dimensions: { width: 100, height: 100 } },
    overlay: { heatmap, evidence_map: lowered },
  });
  const drawing = await drawingOf(source, "Heatmap of");
  const [first, second] = mapsOf(drawing);
  expect(first?.colourAt(0, 0)).toEqual(VIRIDIS.colours[sequentialIndex(0.4 / 1.4)]);
  expect(second?.colourAt(0, 0)).toEqual(VIRIDIS.colours[0]);
  expect(second?.colourAt(0, 2)).toEqual(first?.colourAt(0, 0));
});

test("the heatmap has the proportions of the image", async () => {
  const drawing = await drawingOf(smallSource(), "Heatmap of");
  const { placedWidth, placedHeight } = firstOf(mapsOf(drawing));
  expect(placedWidth / placedHeight).toBeCloseTo(2, 3);
});

test.each([
  ["shares", { x_min: 0.25, y_min: 0.5, x_max: 0.75, y_max: 0.9 }],
  ["pixels", { x_min: 50, y_min: 50, x_max: 150, y_max: 90 }],
])("a region in %s is outlined in its place on the image", async (_unit, corners) => {
  const regions = [{ region_id: "lobe", ...corners, area: 0.2 }];
  const drawing = await drawingOf(smallSource({ overlay: { regions } }), "Heatmap of");
  const image = firstOf(mapsOf(drawing));
  const { points } = firstOf(
    drawing.strokes.filter(({ ink, width }) => ink === "#ffffff" && width === 1),
  );
  const shares = points.map(({ x, y }) => [
    (x - image.left) / image.placedWidth,
    (y - image.top) / image.placedHeight,
  ]);
  const expected = [
    [0.25, 0.5],
    [0.75, 0.5],
    [0.75, 0.9],
    [0.25, 0.9],
  ];
  for (const [index, [x = 0, y = 0]] of expected.entries()) {
    expect(shares[index]?.[0]).toBeCloseTo(x, 3);
    expect(shares[index]?.[1]).toBeCloseTo(y, 3);
  }
});

test("the lines of ESI and drift connect the points of the axis in the order of their values", async () => {
  const axis = axisOf("gain", ["m1p0", "3p0", "1p0"]);
  const esi = [0.25, 1, 0.5];
  const points = axis.points.map((point, index) => ({ ...point, esi: esi[index] ?? 0, drift: 0 }));
  const source = smallSource({ surface: { axes: [Object.assign(axis, { points })] } });
  const { strokes } = await drawingOf(source, "perturbation value");
  const frame = firstOf(strokes.filter((stroke) => stroke.width > 0.55 && stroke.width < 0.65));
  const ordinates = frame.points.map(({ y }) => y);
  const [top, bottom] = [Math.min(...ordinates), Math.max(...ordinates)];
  const line = lineOf(strokes, "#0072b2");
  expect(line.map(({ y }) => (bottom - y) / (bottom - top))).toEqual([
    expect.closeTo(0.25, 3),
    expect.closeTo(0.5, 3),
    expect.closeTo(1, 3),
  ]);
  const [first, second, third] = line.map(({ x }) => x);
  expect(((second ?? 0) - (first ?? 0)) / ((third ?? 0) - (first ?? 0))).toBeCloseTo(0.5, 3);
  for (const { y } of lineOf(strokes, "#484854")) expect(y).toBeCloseTo(bottom, 2);
});

test("the points of text values are drawn without a line", async () => {
  const axes = [axisOf("noise", ["none", "gaussian", "speckle"])];
  const { strokes } = await drawingOf(smallSource({ surface: { axes } }), "perturbation value");
  const esi = strokes.filter(({ ink, width }) => ink === "#0072b2" && isAbout(width, 1.2));
  expect(esi).toEqual([]);
});

test("the worst point of each line has a diamond in the colour for worse values", async () => {
  const source = smallSource({ surface: { axes: [axisOf("gain", [0, 1, 2])] } });
  const { strokes } = await drawingOf(source, "perturbation value");
  const diamonds = strokes.filter(({ ink, width }) => ink === hex(WORSE) && isAbout(width, 1.1));
  const lowest = lineOf(strokes, "#0072b2").at(-1);
  const highest = lineOf(strokes, "#484854").at(-1);
  expect(diamonds.map(({ points: [top] }) => top?.x)).toEqual([lowest?.x, highest?.x]);
  const tops = diamonds.map(({ points: [top] }) => top?.y ?? 0);
  expect(tops[0]).toBeCloseTo((lowest?.y ?? 0) - 4, 2);
  expect(tops[1]).toBeCloseTo((highest?.y ?? 0) - 4, 2);
});

const RING = 0.8;

test("the point with the baseline's values has a ring on both lines, and a line leads up to it", async () => {
  const axis = axisOf("gain", [0, 1, 2]);
  const points = axis.points.map((point, index) =>
    index === 1 ? { ...point, esi: 0.91, drift: 0.07 } : point,
  );
  const source = smallSource({ surface: { axes: [{ ...axis, points }] } });
  const { strokes } = await drawingOf(source, "perturbation value");
  const rings = strokes.filter(({ ink, width }) => ink === "#1c222b" && isAbout(width, RING));
  expect(rings).toHaveLength(2);
  const second = lineOf(strokes, "#0072b2")[1];
  const upright = strokes.filter(({ points: [from, to] }) => from?.x === to?.x && from !== to);
  expect(upright.some(({ points: [from] }) => isAbout(from?.x ?? 0, second?.x ?? 9))).toBe(true);
});

test("dotted lines show the baseline's values when no point has them", async () => {
  const { strokes } = await drawingOf(smallSource(), "perturbation value");
  expect(strokes.filter(({ ink, width }) => ink === "#1c222b" && isAbout(width, RING))).toEqual([]);
  const frame = firstOf(strokes.filter(({ width }) => isAbout(width, 0.6)));
  const ordinates = frame.points.map(({ y }) => y);
  const [top, bottom] = [Math.min(...ordinates), Math.max(...ordinates)];
  for (const [ink, share] of [
    ["#0072b2", 0.91],
    ["#484854", 0.07],
  ] as const) {
    const across = strokes.filter((stroke) => stroke.ink === ink && isAbout(stroke.width, 0.9));
    const [from] = firstOf(across).points;
    expect((bottom - (from?.y ?? 0)) / (bottom - top)).toBeCloseTo(share, 3);
  }
});

test("the summary's cells are tinted from one end of their column to the other", async () => {
  const axes = [
    { ...axisOf("steady", [1]), mean_esi: 0.9 },
    { ...axisOf("other", [1]), mean_esi: 0.1 },
  ];
  const { fills } = await drawingOf(
    smallSource({ surface: { axes } }),
    "Every axis, and all axes together",
  );
  expect(fills).toContain(hex(tint(0)));
  expect(fills).toContain(hex(tint(1)));
});

function hex(colour: readonly number[]): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function isAbout(given: number, expected: number): boolean {
  return Math.abs(given - expected) < 0.02;
}

/** The longest line of an ink: the shorter ones belong to the legend. */
function lineOf(strokes: readonly Stroke[], ink: string): Stroke["points"] {
  const lines = strokes.filter((stroke) => stroke.ink === ink).map(({ points }) => points);
  return firstOf(lines.toSorted((one, other) => other.length - one.length));
}

test("the probe maps are symmetric about zero, and grey in cells without a probe", async () => {
  const surface = probeSurface(2);
  const [probe] = surface.probes;
  if (probe === undefined) throw new TypeError("expected a probe");
  const probes = [
    { ...probe, row: 0, col: 0, delta_esi: 0, delta_drift: 0.5 },
    { ...probe, row: 0, col: 1, delta_esi: -0.2, delta_drift: 1 },
    { ...probe, row: 1, col: 0, delta_esi: 0.1, delta_drift: -1 },
  ];
  const source = smallSource({ metrics: { probe_surface: { ...surface, probes } } });
  const [esi, drift] = mapsOf(await drawingOf(source, "ΔESI of each cell")).slice(-2);
  expect(esi?.colourAt(0, 0)).toEqual(DIVERGING_DOWN.colours[divergingIndex(0)]);
  expect(esi?.colourAt(1, 0)).toEqual(DIVERGING_DOWN.colours[divergingIndex(-1)]);
  expect(esi?.colourAt(0, 1)).toEqual(DIVERGING_DOWN.colours[divergingIndex(0.5)]);
  expect(esi?.colourAt(1, 1)).toEqual(DIVERGING_DOWN.colours[NOT_MEASURED]);
  expect(drift?.colourAt(0, 0)).toEqual(DIVERGING.colours[divergingIndex(0.5)]);
  expect(drift?.colourAt(1, 0)).toEqual(DIVERGING.colours[divergingIndex(1)]);
  expect(drift?.colourAt(0, 1)).toEqual(DIVERGING.colours[divergingIndex(-1)]);
});

test("a colour bar runs from the largest value at the top to the smallest", async () => {
  const { images } = await drawingOf(smallSource(), "Heatmap of");
  const bar = firstOf(images.filter(({ width }) => width === 1));
  expect(bar.colourAt(0, 0)).toEqual(VIRIDIS.colours[255]);
  expect(bar.colourAt(0, bar.height - 1)).toEqual(VIRIDIS.colours[0]);
});
