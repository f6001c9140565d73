/** Ordinary numbers and texts that were once drawn wrongly, and their appearance in the report. */
import { beforeEach, expect, test } from "vitest";
import { VIRIDIS } from "../../lib/report/scales/palettes.ts";
import { readDrawing, type DrawnImage } from "../report/read-drawing.ts";
import { reportOf } from "./given-case.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;

beforeEach(async () => {
  service = await openTestService({ cases: [] });
});

const SIZE = 8;
/** float32's next number after 1, as a double. */
const ABOVE_ONE = 1.0000001192092896;

function mapOf(valueAt: (x: number, y: number) => number) {
  const rows = Array.from({ length: SIZE }, (_, y) =>
    Array.from({ length: SIZE }, (_none, x) => valueAt(x, y)),
  );
  return { width: SIZE, height: SIZE, values: rows };
}

/** The image of the map that is drawn on the page with this text. */
async function mapOn(bytes: Uint8Array, text: string): Promise<DrawnImage> {
  const { images } = await readDrawing(bytes, text);
  const map = images.find(({ width }) => width === SIZE);
  if (map === undefined) throw new TypeError(`expected an image ${SIZE} pixels wide`);
  return map;
}

test("a box that ends at 1.0000001192092896 is a share of the image, outlined where it lies", async () => {
  const box = { region_id: "right half", x_min: 0.5, y_min: 0, x_max: ABOVE_ONE, y_max: 1 };
  const { text, bytes } = await reportOf(service, "onebox", {
    "manifest.json": { image_dimensions: { width: 512, height: 512 } },
    "overlay_bundle.json": { heatmap: mapOf((x) => (x < SIZE / 2 ? 0 : 1)), regions: [box] },
  });
  expect(text).toContain("read as shares of the image");
  expect(text).toContain("reaching beyond the image: drawn clipped to it");
  const { strokes } = await readDrawing(bytes, "Heatmap of");
  const map = await mapOn(bytes, "Heatmap of");
  const outline = strokes.find(({ ink, points }) => ink === "#ffffff" && points.length > 3);
  const across = outline?.points.map(({ x }) => (x - map.left) / map.placedWidth) ?? [];
  expect(Math.min(...across)).toBeCloseTo(0.5, 3);
  expect(Math.max(...across)).toBeCloseTo(1, 3);
});

const PEAK = { x: 5, y: 2 };
const gradients = (digit: number) =>
  mapOf((x, y) => (x === PEAK.x && y === PEAK.y ? 4e-9 + digit : (x + y) * 1e-13));

test("raw gradients with a peak of 4e-9 show the peak in its place, in the colour of the largest value", async () => {
  const { text, bytes } = await reportOf(service, "tiny", {
    "manifest.json": {},
    "overlay_bundle.json": { evidence_map: gradients(0) },
  });
  expect(text).toContain("4.00 × 10⁻⁹");
  const map = await mapOn(bytes, "Evidence map");
  const [dark, bright] = [VIRIDIS.colours[0], VIRIDIS.colours[255]];
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const isPeak = x === PEAK.x && y === PEAK.y;
      expect(map.colourAt(x, y)).toEqual(isPeak ? bright : dark);
    }
  }
});

async function keyOfGradients(caseId: string, digit: number): Promise<string> {
  const overlay = { evidence_map: gradients(digit) };
  const contents = { "manifest.json": {}, "overlay_bundle.json": overlay };
  return (await reportOf(service, caseId, contents)).key;
}

test("gradients that differ in the twelfth decimal have different keys, and equal ones the same key", async () => {
  const key = await keyOfGradients("tiny", 0);
  expect(await keyOfGradients("tiny_other", 1e-12)).not.toBe(key);
  expect(await keyOfGradients("tiny_same", 0)).toBe(key);
});

test("a heat value of 1.0000001192092896 widens the scale, and the caption says so", async () => {
  const { text, bytes } = await reportOf(service, "f32max", {
    "manifest.json": {},
    "overlay_bundle.json": { heatmap: mapOf((x, y) => (x + y === 0 ? ABOVE_ONE : 0)) },
  });
  expect(text).toContain("widened to 0 to 1.0000001");
  const map = await mapOn(bytes, "Heatmap of");
  expect(map.colourAt(0, 0)).toEqual(VIRIDIS.colours[255]);
  expect(map.colourAt(1, 0)).toEqual(VIRIDIS.colours[0]);
});

test("axis values such as 1em05 are numbers, listed and drawn in numeric order", async () => {
  const values = ["0p1", "1e-4", "1em05", "0.001", "1e-2"];
  const points = values.map((value, index) => ({ value, esi: 0.5 + index / 100, drift: 0.125 }));
  const { text, bytes } = await reportOf(service, "expo", {
    "manifest.json": {},
    "robustness_surface.json": { axes: [{ axis: "contrast", points }] },
  });
  const rows = /Points of contrast\.(.*)/.exec(text)?.[1] ?? "";
  const found = [...rows.matchAll(/(\S+) 0\.5\d* 0\.125/g)].map(([, value]) => value);
  expect(found).toEqual(["0.00001", "0.0001", "0.001", "0.01", "0.1"]);
  const { strokes } = await readDrawing(bytes, "perturbation value");
  const line = strokes
    .filter(({ ink }) => ink === "#0072b2")
    .toSorted((one, other) => other.points.length - one.points.length)[0];
  const [first = 0, , third = 0, , last = 1] = line?.points.map(({ x }) => x) ?? [];
  expect((third - first) / (last - first)).toBeCloseTo(0.0099, 3);
});

test("a line break in a title or a description starts a new line", async () => {
  const { text, runs } = await reportOf(service, "marks", {
    "manifest.json": {
      title: "First line\nsecond line",
      description: "One\nTwo\r\n\r\n• bullet ≥ 5 µm\ttab",
    },
  });
  expect(text).not.toContain("[U+000");
  const lines = runs.map((run) => run.text);
  expect(lines).toEqual(
    expect.arrayContaining([
      "First line",
      "second line",
      "Description: One",
      "Two",
      "• bullet ≥ 5 µm tab",
    ]),
  );
});
