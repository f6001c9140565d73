import { required } from "../../required.ts";

/** The width of one character, given as its code point. */
export type CharacterWidth = (codePoint: number) => number;

export const ELLIPSIS = "…";

/** The text, or as much of it as fits the width before an ellipsis. */
export function shorten(text: string, width: number, widthOf: CharacterWidth): string {
  const characters = Array.from(text);
  const advance = (character: string): number =>
    widthOf(required(character.codePointAt(0), "a character has a code point"));
  let room = width - characters.reduce((sum, character) => sum + advance(character), 0);
  if (room >= 0) return text;
  room -= advance(ELLIPSIS);
  while (characters.length > 0 && room < 0)
    room += advance(required(characters.pop(), "there are characters left"));
  return `${withoutSpacesAtEnd(characters).replace(/…$/, "")}${ELLIPSIS}`;
}

/** Only spaces may go: `trimEnd` would also drop tabs and separators, which are to be shown. */
export function withoutSpacesAtEnd(characters: readonly string[]): string {
  let end = characters.length;
  while (characters[end - 1] === " ") end -= 1;
  return characters.slice(0, end).join("");
}
