import { excerpt } from "../model/excerpt.ts";
import type { Flow } from "./flow.ts";
import { TYPE } from "./measures.ts";

/** Characters of a text: some pages of them. */
const LONGEST_TEXT = 20_000;

/** A text of the case under a heading of its own, whole unless it is very long; `file` has it all. */
export function drawQuotation(flow: Flow, title: string, text: string, file: string): void {
  flow.subsection(title, 2 * TYPE.body.leading);
  if (text === "") {
    flow.paragraph("The case has an empty text here.", TYPE.note);
    return;
  }
  const shown = excerpt(text, LONGEST_TEXT);
  flow.paragraph(shown);
  if (shown !== text) flow.paragraph(`The text goes on: all of it is in ${file}.`, TYPE.note);
}
