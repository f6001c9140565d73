import { overlap, type Rectangle } from "./boxes.ts";

/** With more labels there is no room, and each looks for a place among all before it. */
export const MOST_LABELS = 200;

export interface LabelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Where a region's label goes: above its box, else below, else inside at the top or the bottom; always
 * within the image. Undefined when every place touches a label that is there already.
 */
export function placeLabel(
  box: Rectangle,
  size: LabelSize,
  image: Rectangle,
  taken: readonly Rectangle[],
): Rectangle | undefined {
  const x = Math.max(image.x, Math.min(box.x, image.x + image.width - size.width));
  const bottom = box.y + box.height;
  const tops = [box.y - size.height, bottom, box.y, bottom - size.height];
  return tops
    .map((y) => ({ x, y, width: size.width, height: size.height }))
    .filter((label) => label.y >= image.y && label.y + label.height <= image.y + image.height)
    .find((label) => !taken.some((other) => overlap(label, other)));
}
