import type { Flow } from "../layout/flow.ts";
import { COLUMN, INK, SPACE, type TextStyle, TYPE } from "../layout/measures.ts";
import { drawFactTable } from "../layout/fact-table.ts";
import { shorten } from "../geometry/shorten.ts";
import { excerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import { keyFigures, type KeyFigure } from "../model/key-figures.ts";
import { caseFacts } from "../model/case-facts.ts";
import { missingParts } from "../model/missing-parts.ts";

const TITLE_LINES = 4;
const LONG_TITLE_LINES = 8;
/** Characters of a description, or of a title in full: some pages of them. */
const LONGEST_TEXT = 20_000;

/** The first page: what was evaluated, when and with what, and the figures at a glance. */
export function drawCover(flow: Flow, model: ReportModel): void {
  const { name, description, synthetic } = model.identity;
  flow.canvas.startSection("Cover", 1, 0);
  drawKind(flow, synthetic);
  const title = excerpt(name, LONGEST_TEXT);
  const shortened = drawTitle(flow, title);
  drawTiles(flow, keyFigures(model));
  if (description !== undefined) drawDescription(flow, description);
  flow.space(SPACE.medium);
  drawFacts(flow, model);
  if (shortened) flow.paragraph(`The title in full: ${title}`, TYPE.note);
}

function drawDescription(flow: Flow, description: string): void {
  const shown = excerpt(description, LONGEST_TEXT);
  flow.paragraph(shown);
  if (shown === description) return;
  flow.paragraph("The description goes on: all of it is in manifest.json.", TYPE.note);
}

/** Whether the case is made up: what an auditor must know before any number. */
const KINDS = {
  true: "SYNTHETIC CASE",
  false: "NOT SYNTHETIC",
  undefined: "NOT STATED WHETHER SYNTHETIC",
} as const;

function drawKind(flow: Flow, synthetic: boolean | undefined): void {
  const { canvas } = flow;
  flow.y += SPACE.medium;
  const baseline = flow.y + TYPE.overline.size;
  const kind = KINDS[`${synthetic}`];
  canvas.tagging.within("P", () => {
    canvas.text("CLARITY EVIDENCE STABILITY REPORT", COLUMN.left, baseline, TYPE.overline);
  });
  canvas.tagging.within("P", () => {
    canvas.textRight(kind, COLUMN.right, baseline, TYPE.overline);
  });
  flow.y += TYPE.overline.leading + SPACE.small;
  const rule = { ink: INK.accent, width: 1.6 };
  canvas.line({ x: COLUMN.left, y: flow.y }, { x: COLUMN.right, y: flow.y }, rule);
  flow.y += SPACE.large;
}

/** Sets the title, smaller when it is long; says whether it had to be shortened. */
function drawTitle(flow: Flow, title: string): boolean {
  const large = flow.lines(title, TYPE.title);
  const style: TextStyle = large.length <= TITLE_LINES ? TYPE.title : TYPE.longTitle;
  const all = flow.lines(title, style);
  const lines = flow.lines(title, style, COLUMN.width, LONG_TITLE_LINES);
  flow.canvas.tagging.within("H1", () => {
    for (const line of lines) {
      const { text, written } = line;
      flow.canvas.text(text, COLUMN.left, flow.y + style.size, style, written);
      flow.y += style.leading;
    }
  });
  flow.y += SPACE.medium;
  return lines.length < all.length;
}

const TILES_PER_ROW = 4;
const TILE = { height: 58, gap: 8, padding: 8 } as const;

function drawTiles(flow: Flow, figures: readonly KeyFigure[]): void {
  if (figures.length === 0) return;
  const width = (COLUMN.width - TILE.gap * (TILES_PER_ROW - 1)) / TILES_PER_ROW;
  flow.canvas.tagging.within("L", () => {
    for (const [index, figure] of figures.entries()) {
      const column = index % TILES_PER_ROW;
      if (index > 0 && column === 0) flow.y += TILE.height + TILE.gap;
      const left = COLUMN.left + column * (width + TILE.gap);
      flow.canvas.tagging.within("LI", () => drawTile(flow, figure, left, width));
    }
  });
  flow.y += TILE.height + SPACE.large;
}

function drawTile(flow: Flow, figure: KeyFigure, x: number, width: number): void {
  const { canvas, y } = flow;
  const inner = width - 2 * TILE.padding;
  const left = x + TILE.padding;
  const fitted = (text: string, style: TextStyle): string =>
    shorten(text, inner, (code) => canvas.widthOfCharacter(code, style));
  canvas.fillRectangle({ x, y, width, height: TILE.height }, INK.panel);
  canvas.fillRectangle({ x, y, width: 2, height: TILE.height }, INK.accent);
  canvas.tagging.within("Lbl", () => {
    canvas.text(fitted(figure.label, TYPE.caption), left, y + 15, TYPE.caption);
  });
  const large = canvas.widthOf(figure.value, TYPE.keyFigure) <= inner;
  const style = large ? TYPE.keyFigure : TYPE.strong;
  canvas.tagging.within("LBody", () => {
    canvas.tagging.within("P", () => {
      canvas.text(fitted(figure.value, style), left, y + 36, style);
    });
    canvas.tagging.within("P", () => {
      canvas.text(fitted(figure.hint, TYPE.tick), left, y + 50, TYPE.tick);
    });
  });
}

function drawFacts(flow: Flow, model: ReportModel): void {
  const missing = missingParts(model);
  drawFactTable(flow, [
    ...caseFacts(model.artifacts),
    ...(missing.length === 0 ? [] : [{ label: "Not in this case", value: missing.join(", ") }]),
  ]);
}
