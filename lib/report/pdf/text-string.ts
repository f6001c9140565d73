/** A PDF text string: as it is where it is plain ASCII, else as the digits of its UTF-16. */
export function textString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replaceAll(/[()\\]/g, String.raw`\$&`)})`;
  let digits = "";
  for (let index = 0; index < text.length; index += 1) {
    digits += text.charCodeAt(index).toString(16).padStart(4, "0");
  }
  return `<feff${digits}>`;
}

/** A text as pdfkit takes it: it writes a string as a name, and a String as a text. */
export function pdfText(text: string): object {
  // oxlint-disable-next-line no-new-wrappers, unicorn/new-for-builtins -- its only way to tell them apart
  return new String(text);
}
