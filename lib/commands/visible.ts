/**
 * Controls of a terminal, and what turns the direction of text: printed as they are, they could make an
 * artifact's text look like something else. Line feeds are left to `onOneLine`.
 */
const CONTROLS = /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** The text with its control characters written out (`\u001b`); in JSON that means the same. */
export function visible(text: string): string {
  return text.replace(CONTROLS, escaped);
}

/** As `visible`, line feeds included: for what is to stay on its line. */
export function onOneLine(text: string): string {
  return visible(text).replaceAll("\n", escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
