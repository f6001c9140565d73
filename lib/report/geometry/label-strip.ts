/** Labels of regions in strips on both sides of the image, so that they cover neither the evidence nor each other. */
import { crosses, type Place, type Rectangle, type Segment } from "./boxes.ts";

export type Side = "left" | "right";

export interface StripLabel {
  /** Which of the boxes it names. */
  readonly index: number;
  readonly side: Side;
  /** The middle of the label's height. */
  readonly y: number;
  /** Where its leader line ends: the middle of the edge of its box on that side. */
  readonly to: Place;
}

/** More lines than this at a side would hide the evidence. */
const MOST_AT_SIDE = 8;

/**
 * The side of each box's label: the side where a horizontal line from the box to the edge crosses fewer other boxes,
 * or else the nearer side.
 */
export function labelSides(boxes: readonly Rectangle[], image: Rectangle): Side[] {
  const imageRight = image.x + image.width;
  return boxes.map((box) => {
    const y = box.y + box.height / 2;
    const right = box.x + box.width;
    const left = crossedBy({ from: { x: image.x, y }, to: { x: box.x, y } }, box, boxes);
    const others = crossedBy({ from: { x: right, y }, to: { x: imageRight, y } }, box, boxes);
    if (left !== others) return left < others ? "left" : "right";
    return box.x - image.x <= imageRight - right ? "left" : "right";
  });
}

function crossedBy(line: Segment, own: Rectangle, boxes: readonly Rectangle[]): number {
  return boxes.filter((box) => box !== own && crosses(line, box)).length;
}

/**
 * Labels for as many of the first boxes as fit on their sides. Each label is as close to the height of its box as its
 * neighbours allow.
 */
export function stripLabels(
  boxes: readonly Rectangle[],
  sides: readonly Side[],
  image: Rectangle,
  leading: number,
): StripLabel[] {
  const wanted = boxes.map((box, index) => wantedLabel(box, index, sides[index] ?? "left"));
  const room = Math.min(Math.floor(image.height / leading), MOST_AT_SIDE);
  return (["left", "right"] as const).flatMap((side) => {
    const labels = wanted.filter((label) => label.side === side).slice(0, Math.max(room, 0));
    return spread(labels, image, leading);
  });
}

function wantedLabel(box: Rectangle, index: number, side: Side): StripLabel {
  const y = box.y + box.height / 2;
  return { index, side, y, to: { x: side === "left" ? box.x : box.x + box.width, y } };
}

/** Moves the labels of one side apart, from the top. */
function spread(labels: readonly StripLabel[], image: Rectangle, leading: number): StripLabel[] {
  const ordered = labels.toSorted((one, other) => one.y - other.y || one.index - other.index);
  const bottom = image.y + image.height - leading / 2;
  let free = image.y + leading / 2;
  return ordered.map(({ index, side, to, y: wanted }, place) => {
    const lowest = bottom - (ordered.length - 1 - place) * leading;
    const y = Math.min(Math.max(wanted, free), lowest);
    free = y + leading;
    return { index, side, to, y };
  });
}
