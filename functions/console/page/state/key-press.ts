/** A key press, and where the focus was. */
export interface KeyPress {
  readonly key: string;
  /** With Ctrl, Alt or the command key, keys are the browser's. */
  readonly modified: boolean;
  /** `text`: a field that takes keys. `control`: a link or a button. `page`: nothing has the focus. */
  readonly in: "search" | "list" | "text" | "control" | "page";
}

const FIELDS =
  "input:not([type=checkbox], [type=radio], [type=range], [type=file]), select, textarea, [contenteditable]";
const CONTROLS = "a, button, input, summary, label, [tabindex='0']";

/** The place of an event's target, apart from the search and the list. */
export function placeIn(target: EventTarget | null): "text" | "control" | "page" {
  if (!(target instanceof Element)) return "page";
  if (target.closest(FIELDS) !== null) return "text";
  return target.closest(CONTROLS) === null ? "page" : "control";
}
