const SHOWN_CHARACTERS = 60;
/** A member's name may be as long as the artifact, a message may not. */
const POINTER_CHARACTERS = 500;

/** A JSON value, short enough to print. */
export function shown(input: unknown): string {
  if (Array.isArray(input)) return `an array of ${input.length}`;
  if (typeof input === "object" && input !== null) return "an object";
  return shortened(JSON.stringify(input), SHOWN_CHARACTERS);
}

export function shownPointer(pointer: string): string {
  return shortened(pointer, POINTER_CHARACTERS);
}

/** Never splits a character. */
function shortened(text: string, characters: number): string {
  return text.length > characters ? `${text.slice(0, characters).toWellFormed()}…` : text;
}
