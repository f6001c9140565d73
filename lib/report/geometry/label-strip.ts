/** Labels of regions in a strip beside their image, so that none lies on the evidence or on another. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StripLabel {
  /** Which of the boxes it names. */
  readonly index: number;
  /** The middle of the label's height. */
  readonly y: number;
  /** Where its leader line ends: the middle of the left edge of its box. */
  readonly to: { readonly x: number; readonly y: number };
}

/** How many labels stand one below the other beside an image. */
export function stripCapacity(image: Rectangle, leading: number): number {
  return Math.max(Math.floor(image.height / leading), 0);
}

/**
 * One label for each box, at most as many as have room, from the top: each as close to the height of its
 * box as its neighbours let it.
 */
export function stripLabels(
  boxes: readonly Rectangle[],
  image: Rectangle,
  leading: number,
): StripLabel[] {
  const wanted = boxes
    .slice(0, stripCapacity(image, leading))
    .map(({ x, y, height }, index) => ({ index, to: { x, y: y + height / 2 } }))
    .toSorted((one, other) => one.to.y - other.to.y || one.index - other.index);
  const top = image.y + leading / 2;
  const bottom = image.y + image.height - leading / 2;
  const heights: number[] = [];
  for (const [place, { to }] of wanted.entries()) {
    const lowest = bottom - (wanted.length - 1 - place) * leading;
    const free = place === 0 ? top : (heights[place - 1] ?? top) + leading;
    heights.push(Math.min(Math.max(to.y, free), lowest));
  }
  return wanted.map(({ index, to }, place) => ({ index, to, y: heights[place] ?? top }));
}
