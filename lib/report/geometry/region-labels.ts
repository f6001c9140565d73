import { overlap, type Rectangle } from "./boxes.ts";

/** The most labels: more would not fit, and the search for places is quadratic. */
export const MOST_LABELS = 200;

export interface LabelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The position of a region's label: above its box, or else below, or else inside at the top or the bottom, and always
 * within the image. Undefined if every place touches an existing label.
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
