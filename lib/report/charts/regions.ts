import type { Rectangle } from "../geometry/boxes.ts";
import { labelSides, type Side, type StripLabel, stripLabels } from "../geometry/label-strip.ts";
import { INK, SMALLEST_SIZE, type TextStyle } from "../layout/measures.ts";
import { MOST_OUTLINED, type RegionModel } from "../model/regions.ts";
import type { Canvas } from "../pdf/canvas.ts";

const LABEL: TextStyle = { face: "bold", size: SMALLEST_SIZE, leading: 10, ink: INK.text };
/** Around a number beside the image. */
const LABEL_GAP = 6;

/** The room at both sides of an image for the numbers of its regions. */
export interface LabelRoom {
  readonly left: number;
  readonly right: number;
}

export function regionLabelRoom(canvas: Canvas, regions: readonly RegionModel[]): LabelRoom {
  const outlines = outlinesOf(regions);
  const room = { left: 0, right: 0 };
  for (const { number, side } of outlines) {
    room[side] = Math.max(room[side], canvas.widthOf(`${number}`, LABEL) + LABEL_GAP);
  }
  return room;
}

interface Outline {
  readonly number: number;
  /** In shares of the image. */
  readonly place: Rectangle;
  readonly side: Side;
}

const IMAGE: Rectangle = { x: 0, y: 0, width: 1, height: 1 };

function outlinesOf(regions: readonly RegionModel[]): Outline[] {
  const drawn = regions.slice(0, MOST_OUTLINED).flatMap(({ box, number }) => {
    if (box === undefined) return [];
    const { left, top, right, bottom } = box;
    const place = { x: left, y: top, width: right - left, height: bottom - top };
    return [{ number, place }];
  });
  const sides = labelSides(
    drawn.map(({ place }) => place),
    IMAGE,
  );
  return drawn.map(({ number, place }, index) => ({ number, place, side: sides[index] ?? "left" }));
}

function placedOn(image: Rectangle, outlines: readonly Outline[]): Rectangle[] {
  return outlines.map(({ place: { x, y, width, height } }) => ({
    x: image.x + x * image.width,
    y: image.y + y * image.height,
    width: width * image.width,
    height: height * image.height,
  }));
}

function labelsOf(image: Rectangle, outlines: readonly Outline[]): StripLabel[] {
  const sides = outlines.map(({ side }) => side);
  return stripLabels(placedOn(image, outlines), sides, image, LABEL.leading);
}

/** How many outlined regions have no number beside an image of this size. */
export function withoutNumber(
  size: { readonly width: number; readonly height: number },
  regions: readonly RegionModel[],
): number {
  const image = { x: 0, y: 0, ...size };
  const outlines = outlinesOf(regions);
  return outlines.length - labelsOf(image, outlines).length;
}

/** The outlines of the regions, with their numbers beside the image: a line leads from each to its region. */
export function drawRegions(
  canvas: Canvas,
  image: Rectangle,
  regions: readonly RegionModel[],
): void {
  const outlines = outlinesOf(regions);
  const places = placedOn(image, outlines);
  for (const label of labelsOf(image, outlines)) {
    drawLeader(canvas, image, label, outlines[label.index]?.number ?? 0);
  }
  // A light line on a dark one is seen on every colour of the map.
  for (const place of places) canvas.strokeRectangle(place, { ink: INK.text, width: 2.2 });
  for (const place of places) canvas.strokeRectangle(place, { ink: INK.white, width: 1 });
}

function drawLeader(
  canvas: Canvas,
  image: Rectangle,
  { side, y, to }: StripLabel,
  number: number,
): void {
  const edge = side === "left" ? image.x : image.x + image.width;
  const from = { x: edge, y };
  canvas.line(from, to, { ink: INK.text, width: 1.5 });
  canvas.line(from, to, { ink: INK.white, width: 0.6 });
  const baseline = y + canvas.capHeight(LABEL) / 2;
  if (side === "left") canvas.textRight(`${number}`, edge - LABEL_GAP / 2, baseline, LABEL);
  else canvas.text(`${number}`, edge + LABEL_GAP / 2, baseline, LABEL);
}
