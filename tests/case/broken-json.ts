import type { Choose } from "./json-texts.ts";

const PUT_IN = [
  ...Array.from("\"'\\[]{},:+-.0123eEnN /#\t\n\u0000\u00a0\u{1f602}"),
  "NaN",
  "Infinity",
  "None",
  "true",
  "//",
  "\\u12",
  "\\x",
  ",,",
] as const;

/** A JSON text with one change that makes it no JSON text; undefined where all that was tried left it one. */
export function broken(text: string, choose: Choose): string | undefined {
  for (let attempt = 0; attempt < 20; attempt++) {
    const changed = withOneChange(text, choose).toWellFormed();
    if (!isJson(changed)) return changed;
  }
  return undefined;
}

function withOneChange(text: string, choose: Choose): string {
  const at = choose(text.length + 1);
  switch (choose(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + choose(3));
    case 2:
      return text.slice(0, at) + text.slice(at, at + 1 + choose(4)) + text.slice(at);
    default:
      return text.slice(0, at) + (PUT_IN[choose(PUT_IN.length)] ?? "") + text.slice(at);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
