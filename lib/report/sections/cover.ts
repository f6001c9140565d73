import type { Flow } from "../layout/flow.ts";
import { COLUMN, INK, SPACE, type TextStyle, TYPE } from "../layout/measures.ts";
import { drawFactTable } from "../layout/fact-table.ts";
import { shorten } from "../geometry/shorten.ts";
import { drawTable } from "../layout/table.ts";
import type { Line } from "../layout/wrap.ts";
import { excerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import { drawCheckFindings, drawFindings } from "./findings.ts";
import { keyFigures, type KeyFigure } from "../model/key-figures.ts";
import { caseFacts } from "../model/case-facts.ts";
import { citationFacts } from "../model/citation.ts";
import type { Fact } from "../model/facts.ts";
import { missingParts } from "../model/missing-parts.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import { WORSE } from "../scales/palettes.ts";

const TITLE_LINES = 4;
const LONG_TITLE_LINES = 8;
/** Characters of a description, or of a title in full: some pages of them. */
const LONGEST_TEXT = 20_000;

/** The first page: what was evaluated, when and with what, and what stands out in its numbers. */
export function drawCover(flow: Flow, model: ReportModel): void {
  const { name, nameSource, description, synthetic } = model.identity;
  flow.canvas.startSection("Cover", 1, 0);
  drawKind(flow, synthetic);
  const title = excerpt(name, LONGEST_TEXT);
  const shortened = drawTitle(flow, title);
  if (nameSource !== undefined) drawNameSource(flow, nameSource);
  drawFindings(flow, model);
  drawTiles(flow, keyFigures(model, TILES_PER_ROW));
  drawCheckFindings(flow, model);
  if (description !== undefined) drawDescription(flow, description);
  flow.space(SPACE.medium);
  drawFacts(flow, model);
  if (shortened) flow.paragraph(`The title in full: ${title}`, TYPE.note);
}

function drawNameSource(flow: Flow, words: string): void {
  flow.paragraph(words, TYPE.note);
  flow.space(SPACE.small);
}

function drawDescription(flow: Flow, description: string): void {
  const shown = excerpt(description, LONGEST_TEXT);
  flow.paragraph(`Description: ${shown}`);
  if (shown === description) return;
  flow.paragraph("The description goes on: all of it is in manifest.json.", TYPE.note);
}

/** Whether the case is synthetic: an auditor must know this before reading any number. */
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
const TILE = { height: 50, gap: 8, padding: 8 } as const;
const TILE_WIDTH = (COLUMN.width - TILE.gap * (TILES_PER_ROW - 1)) / TILES_PER_ROW;
const HINT_LINES = 2;
/** How thick the frame of a tile is. */
const FRAME = 2;

function drawTiles(flow: Flow, figures: readonly KeyFigure[]): void {
  if (figures.length === 0) return;
  const tiles = figures.map((figure) => {
    const inner = TILE_WIDTH - 2 * TILE.padding;
    return { figure, hint: flow.lines(figure.hint, TYPE.tick, inner, HINT_LINES) };
  });
  const lines = Math.max(...tiles.map(({ hint }) => hint.length));
  const height = TILE.height + lines * TYPE.tick.leading;
  flow.ensure(height);
  flow.canvas.tagging.within("L", () => {
    for (const [index, { figure, hint }] of tiles.entries()) {
      const x = COLUMN.left + index * (TILE_WIDTH + TILE.gap);
      const place = { x, y: flow.y, width: TILE_WIDTH, height };
      flow.canvas.tagging.within("LI", () => drawTile(flow.canvas, place, figure, hint));
    }
  });
  flow.y += height + SPACE.large;
}

function drawTile(
  canvas: Canvas,
  place: Rectangle,
  { label, value, isFault = false }: KeyFigure,
  hint: readonly Line[],
): void {
  const { x, y, width } = place;
  const inner = width - 2 * TILE.padding;
  const left = x + TILE.padding;
  const fitted = (text: string, style: TextStyle): string =>
    shorten(text, inner, (code) => canvas.widthOfCharacter(code, style));
  canvas.fillRectangle(place, INK.panel);
  if (isFault) drawFrame(canvas, place);
  else canvas.fillRectangle({ ...place, width: 2 }, INK.accent);
  const labelStyle = isFault ? TYPE.faultLabel : TYPE.caption;
  canvas.tagging.within("Lbl", () => {
    canvas.text(fitted(label, labelStyle), left, y + 15, labelStyle);
  });
  const large = canvas.widthOf(value, TYPE.keyFigure) <= inner;
  const style = large ? (isFault ? TYPE.fault : TYPE.keyFigure) : TYPE.strong;
  canvas.tagging.within("LBody", () => {
    canvas.tagging.within("P", () => canvas.text(fitted(value, style), left, y + 36, style));
    canvas.tagging.within("P", () => {
      for (const [index, { text, written }] of hint.entries()) {
        const baseline = y + TILE.height + index * TYPE.tick.leading;
        canvas.text(text, left, baseline, TYPE.tick, written);
      }
    });
  });
}

/** A heavy frame all around: a tile that is about a fault stands out in grey print, too. */
function drawFrame(canvas: Canvas, { x, y, width, height }: Rectangle): void {
  for (const top of [y, y + height - FRAME]) {
    canvas.fillRectangle({ x, y: top, width, height: FRAME }, WORSE);
  }
  for (const left of [x, x + width - FRAME]) {
    canvas.fillRectangle({ x: left, y, width: FRAME, height }, WORSE);
  }
}

/** A fact of up to this many characters stands in a column beside others. */
const SHORT_FACT = 34;

function isShort({ value }: Fact): boolean {
  return value.length <= SHORT_FACT && !value.includes("\n");
}

function drawFacts(flow: Flow, model: ReportModel): void {
  const missing = missingParts(model);
  const facts = [
    ...caseFacts(model.artifacts),
    ...(missing.length === 0 ? [] : [{ label: "Not in this case", value: missing.join(", ") }]),
  ];
  drawFactTable(flow, citationFacts(model));
  drawShortFacts(flow, facts.filter(isShort));
  drawFactTable(
    flow,
    facts.filter((fact) => !isShort(fact)),
  );
}

function drawShortFacts(flow: Flow, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  drawTable(flow, {
    columns: [
      { head: "", weight: 1, align: "left", style: { ...TYPE.cell, ink: INK.muted } },
      { head: "", weight: 3.2, align: "left" },
    ],
    rows: facts.map(({ label, value }) => [label, value]),
    fit: true,
  });
}
