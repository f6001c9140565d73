import { type CharacterWidth, shorten } from "./shorten.ts";
import { required } from "../../required.ts";

/** A label centred on a position along an axis. */
export interface AxisLabel {
  readonly at: number;
  readonly text: string;
}

/** What labels must keep to. */
interface Bounds {
  readonly left: number;
  readonly right: number;
  /** A wider label is shortened. */
  readonly maxWidth?: number;
}

const LABEL_GAP = 6;

/**
 * The labels that stand clear of each other, from the left: each within the bounds, moved a little where
 * it would leave them, and one that would touch its left neighbour is left out.
 */
export function clearLabels(
  labels: readonly AxisLabel[],
  widthOf: CharacterWidth,
  { left, right, maxWidth = Infinity }: Bounds,
): AxisLabel[] {
  const kept: AxisLabel[] = [];
  let free = -Infinity;
  for (const { at, text } of labels) {
    const short = shorten(text, Math.min(maxWidth, right - left), widthOf);
    const half = textWidth(short, widthOf) / 2;
    const inside = Math.min(Math.max(at, left + half), right - half);
    if (inside - half < free) continue;
    kept.push({ at: inside, text: short });
    free = inside + half + LABEL_GAP;
  }
  return kept;
}

function textWidth(text: string, widthOf: CharacterWidth): number {
  let width = 0;
  for (const character of text)
    width += widthOf(required(character.codePointAt(0), "a character has a code point"));
  return width;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the label of a point goes: below it, else above; undefined where neither is free and in the plot. */
export function pointLabel(
  { x, y }: { readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
  plot: Rectangle,
  gap: number,
  taken: readonly Rectangle[],
): Rectangle | undefined {
  const left = Math.min(Math.max(x - width / 2, plot.x + 1), plot.x + plot.width - width - 1);
  return [y + gap, y - gap - height]
    .map((top) => ({ x: left, y: top, width, height }))
    .filter((label) => label.y >= plot.y && label.y + height <= plot.y + plot.height)
    .find((label) => !taken.some((other) => overlaps(label, other)));
}

function overlaps(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
