import { shorten } from "../layout/wrap.ts";
import type { CharacterWidth } from "../layout/wrap.ts";

/** A label centred on a position along an axis. */
export interface AxisLabel {
  readonly at: number;
  readonly text: string;
}

const LABEL_GAP = 6;

/**
 * The labels that stand clear of each other, the first always among them: they are shortened to
 * `maxWidth`, and one that would touch its left neighbour is left out.
 */
export function clearLabels(
  labels: readonly AxisLabel[],
  widthOf: CharacterWidth,
  maxWidth = Infinity,
): AxisLabel[] {
  const kept: AxisLabel[] = [];
  let free = -Infinity;
  for (const { at, text } of labels) {
    const short = shorten(text, maxWidth, widthOf);
    const half = textWidth(short, widthOf) / 2;
    if (at - half < free) continue;
    kept.push({ at, text: short });
    free = at + half + LABEL_GAP;
  }
  return kept;
}

function textWidth(text: string, widthOf: CharacterWidth): number {
  let width = 0;
  for (const character of text) width += widthOf(character.codePointAt(0) ?? 0);
  return width;
}
