import { type CharacterWidth, shorten } from "./shorten.ts";
import { required } from "../../required.ts";

/** A label centred on a position along an axis. */
export interface AxisLabel {
  readonly at: number;
  readonly text: string;
}

/** The limits that labels must respect. */
interface Bounds {
  readonly left: number;
  readonly right: number;
  /** A wider label is shortened. */
  readonly maxWidth?: number;
}

const LABEL_GAP = 6;

/**
 * The labels that do not overlap, from the left. A label that would leave the bounds is moved a little; a label that
 * would touch its left neighbour is left out.
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
