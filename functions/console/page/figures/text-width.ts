import type { CharacterWidth } from "../../../../lib/report/geometry/shorten.ts";

/**
 * About how wide a character is in the page's sans serif, in ems; rather too wide than too narrow. Good
 * enough to keep labels apart, and unlike measuring it needs neither a canvas nor a layout.
 */
function ems(code: number): number {
  if (code >= 0x2e80) return 1.05;
  const character = String.fromCodePoint(code);
  if (/[ijlIft.,:;|!'()[\]]/.test(character)) return 0.42;
  if (/[mwMW@%—…]/.test(character)) return 1;
  return /[A-Z]/.test(character) ? 0.74 : 0.65;
}

/** Widths of characters set at so many pixels. */
export function characterWidths(size: number): CharacterWidth {
  return (code) => ems(code) * size;
}

/** About how wide a text is, in pixels. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += ems(character.codePointAt(0) ?? 0) * size;
  return width;
}
