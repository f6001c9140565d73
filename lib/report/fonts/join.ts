/**
 * Joins glyphs of fonts of one design to a font: web fonts of Chinese, Japanese and Korean come in slices
 * of some hundred characters.
 */
import type { Glyph } from "./glyphs.ts";
import { type FontNames, nameTable } from "./name-table.ts";
import { tableOf, type Tables, writeTables } from "./sfnt.ts";

export interface JoinedFont extends Omit<FontNames, "style"> {
  /** What characters without a glyph are shown as. */
  readonly missing: Glyph;
  /** One for each character, so that what is extracted is the character that was set. */
  readonly glyphs: ReadonlyMap<number, Glyph>;
  /** Of one of the slices: its measures are those of the design. */
  readonly measures: Tables;
}

export function joinFont(font: JoinedFont): Buffer {
  const characters = [...font.glyphs].toSorted(([one], [other]) => one - other);
  const glyphs = [font.missing, ...characters.map(([, glyph]) => glyph)];
  const { measures } = font;
  return writeTables(
    new Map([
      ["OS/2", tableOf(measures, "OS/2")],
      ["cmap", mapping(characters.map(([codePoint]) => codePoint))],
      ...outlines(glyphs),
      ["head", head(tableOf(measures, "head"), glyphs)],
      ["hhea", withNumber(tableOf(measures, "hhea"), 34, glyphs.length)],
      ["hmtx", metrics(glyphs)],
      ["maxp", withNumber(tableOf(measures, "maxp"), 4, glyphs.length)],
      ["name", nameTable({ ...font, style: "Regular" })],
      ["post", tableOf(measures, "post")],
    ]),
  );
}

function withNumber(table: Buffer, offset: number, value: number): Buffer {
  const copy = Buffer.from(table);
  copy.writeUInt16BE(value, offset);
  return copy;
}

/** Format 12 of `cmap`: one group for each run of code points, whose glyphs follow each other too. */
function mapping(codePoints: readonly number[]): Buffer {
  const groups: { first: number; last: number; id: number }[] = [];
  for (const [index, code] of codePoints.entries()) {
    const group = groups.at(-1);
    if (group !== undefined && group.last === code - 1) group.last = code;
    else groups.push({ first: code, last: code, id: index + 1 });
  }
  const table = Buffer.alloc(28 + 12 * groups.length);
  table.writeUInt16BE(1, 2);
  // Windows, all of Unicode.
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(table.length - 12, 16);
  table.writeUInt32BE(groups.length, 24);
  for (const [index, { first, last, id }] of groups.entries()) {
    table.writeUInt32BE(first, 28 + 12 * index);
    table.writeUInt32BE(last, 32 + 12 * index);
    table.writeUInt32BE(id, 36 + 12 * index);
  }
  return table;
}

function outlines(glyphs: readonly Glyph[]): [string, Buffer][] {
  const offsets = Buffer.alloc(4 * (glyphs.length + 1));
  const parts: Buffer[] = [];
  let offset = 0;
  for (const [index, { outline }] of glyphs.entries()) {
    parts.push(outline, Buffer.alloc(outline.length & 1));
    offset += outline.length + (outline.length & 1);
    offsets.writeUInt32BE(offset, 4 * (index + 1));
  }
  return [
    ["glyf", Buffer.concat(parts)],
    ["loca", offsets],
  ];
}

/** With the box that all outlines lie in, and long offsets. */
function head(table: Buffer, glyphs: readonly Glyph[]): Buffer {
  const copy = Buffer.from(table);
  for (const [side, farther] of [Math.min, Math.min, Math.max, Math.max].entries()) {
    let limit = 0;
    for (const { outline } of glyphs) {
      if (outline.length > 0) limit = farther(limit, outline.readInt16BE(2 + 2 * side));
    }
    copy.writeInt16BE(limit, 36 + 2 * side);
  }
  copy.writeInt16BE(1, 50);
  return copy;
}

function metrics(glyphs: readonly Glyph[]): Buffer {
  const table = Buffer.alloc(4 * glyphs.length);
  for (const [index, { advance, leftBearing }] of glyphs.entries()) {
    table.writeUInt16BE(advance, 4 * index);
    table.writeInt16BE(leftBearing, 4 * index + 2);
  }
  return table;
}
