/** How a character that no font covers, or that would act instead of show, appears: `[U+0009]`. */
export function codePointNotation(codePoint: number): string {
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}]`;
}

/** The text with every character that is not covered written out: for metadata, which sets no glyphs. */
export function visibleText(text: string, covers: (codePoint: number) => boolean): string {
  return Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return covers(codePoint) ? character : codePointNotation(codePoint);
  }).join("");
}
