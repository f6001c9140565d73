import type { Flow } from "../layout/flow.ts";
import { COLUMN, SPACE, TYPE } from "../layout/measures.ts";
import { checkCountWords, checkGroups, failingWords, recordWords } from "../model/check-words.ts";
import { termsInBrief } from "../model/definitions.ts";
import { findingWords, NO_FINDINGS } from "../model/finding-words.ts";
import type { ReportModel } from "../model/model.ts";
import { drawSentences } from "./sentence-list.ts";

/** What stands out in the case, for the first page. */
export function drawFindings(flow: Flow, model: ReportModel): void {
  const words = findingWords(model);
  const terms = termsInBrief(model);
  drawPageOneHeading(flow, "Findings");
  if (terms !== undefined) flow.paragraph(terms, TYPE.note);
  if (words.length === 0) flow.paragraph(NO_FINDINGS);
  drawSentences(flow, words);
}

/** How many checks hold, each one that does not, and what the record of checksums leaves open. */
export function drawCheckFindings(flow: Flow, { checks, record }: ReportModel): void {
  const failing = checkGroups(checks).failing.length > 0;
  drawPageOneHeading(flow, failing ? "Checks that do not hold" : "Consistency checks");
  const recorded = recordWords(record);
  drawSentences(flow, [
    checkCountWords(checks),
    ...failingWords(checks),
    ...(recorded === undefined ? [] : [recorded]),
  ]);
}

/** A heading of page one: it is not in the outline, which has the page. */
function drawPageOneHeading(flow: Flow, title: string): void {
  const style = TYPE.subsection;
  flow.ensure(style.leading + SPACE.hair + 2 * TYPE.body.leading);
  flow.canvas.tagging.within("H2", () => {
    flow.canvas.text(title, COLUMN.left, flow.y + style.size, style);
  });
  flow.y += style.leading + SPACE.hair;
}
