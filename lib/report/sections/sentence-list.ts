import type { Flow } from "../layout/flow.ts";
import { COLUMN, SPACE, TYPE } from "../layout/measures.ts";
import type { Line } from "../layout/wrap.ts";

const BULLET = "•";
const INDENT = 10;
const BETWEEN = 2;

/** Sets sentences as a list, one below the other, each with a bullet. */
export function drawSentences(flow: Flow, sentences: readonly string[]): void {
  if (sentences.length === 0) return;
  flow.canvas.tagging.within("L", () => {
    for (const sentence of sentences) drawSentence(flow, sentence);
  });
  flow.y += SPACE.small;
}

function drawSentence(flow: Flow, sentence: string): void {
  const { canvas } = flow;
  const style = TYPE.body;
  const lines = flow.lines(sentence, style, COLUMN.width - INDENT);
  flow.ensure(Math.min(lines.length, 3) * style.leading);
  canvas.tagging.within("LI", () => {
    canvas.tagging.within("Lbl", () => {
      canvas.text(BULLET, COLUMN.left, flow.y + style.size, style);
    });
    canvas.tagging.within("LBody", () => {
      canvas.tagging.within("P", () => {
        for (const line of lines) drawLine(flow, line);
      });
    });
  });
  flow.y += BETWEEN;
}

function drawLine(flow: Flow, { text, written }: Line): void {
  flow.ensure(TYPE.body.leading);
  flow.canvas.text(text, COLUMN.left + INDENT, flow.y + TYPE.body.size, TYPE.body, written);
  flow.y += TYPE.body.leading;
}
