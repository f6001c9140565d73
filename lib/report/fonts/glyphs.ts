import { readTables, tableOf, type Tables } from "./sfnt.ts";

/** The glyph of a character, as it lies in a font. */
export interface Glyph {
  /** Its outline as `glyf` has it; empty for a space. */
  readonly outline: Buffer;
  readonly advance: number;
  readonly leftBearing: number;
}

/** The glyphs of a TrueType font by the code points that it maps to them. */
export function glyphsOf(font: Uint8Array): Map<number, Glyph> {
  const tables = readTables(font);
  const glyphs = new Map<number, Glyph>();
  for (const [codePoint, id] of mappingOf(tables)) {
    if (id !== 0) glyphs.set(codePoint, glyphAt(tables, id));
  }
  return glyphs;
}

/** The numbers of a font's glyphs by the code points that it maps to them. */
export function glyphNumbersOf(font: Uint8Array): Map<number, number> {
  return new Map(Array.from(mappingOf(readTables(font))).filter(([, id]) => id !== 0));
}

/** @throws TypeError for a glyph made of others, whose numbers another font does not share */
export function glyphAt(tables: Tables, id: number): Glyph {
  const [start, end] = [outlineOffset(tables, id), outlineOffset(tables, id + 1)];
  const outline = tableOf(tables, "glyf").subarray(start, end);
  if (outline.length > 0 && outline.readInt16BE(0) < 0) {
    throw new TypeError(`glyph ${id} is made of other glyphs, which is not supported`);
  }
  return { outline, ...metricsOf(tables, id) };
}

function outlineOffset(tables: Tables, id: number): number {
  const loca = tableOf(tables, "loca");
  const isLong = tableOf(tables, "head").readInt16BE(50) === 1;
  return isLong ? loca.readUInt32BE(4 * id) : 2 * loca.readUInt16BE(2 * id);
}

/** The last glyphs share an advance, and have a bearing only. */
function metricsOf(tables: Tables, id: number) {
  const metrics = tableOf(tables, "hmtx");
  const withAdvance = tableOf(tables, "hhea").readUInt16BE(34);
  const leftBearing =
    id < withAdvance
      ? metrics.readInt16BE(4 * id + 2)
      : metrics.readInt16BE(4 * withAdvance + 2 * (id - withAdvance));
  return { advance: metrics.readUInt16BE(4 * Math.min(id, withAdvance - 1)), leftBearing };
}

type Mapping = Iterable<readonly [codePoint: number, id: number]>;

function mappingOf(tables: Tables): Mapping {
  const cmap = tableOf(tables, "cmap");
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.subarray(cmap.readUInt32BE(8 + 8 * index)),
  );
  const of = (format: number) => subtables.find((table) => table.readUInt16BE(0) === format);
  const [groups, segments] = [of(12), of(4)];
  if (groups !== undefined) return groupsIn(groups);
  return segments === undefined ? [] : segmentsIn(segments);
}

/** Format 12 of `cmap`. */
function* groupsIn(table: Buffer): Generator<readonly [number, number]> {
  for (let group = 0; group < table.readUInt32BE(12); group += 1) {
    const at = 16 + 12 * group;
    const [first, last] = [table.readUInt32BE(at), table.readUInt32BE(at + 4)];
    const id = table.readUInt32BE(at + 8);
    for (let code = first; code <= last; code += 1) {
      yield [code, id + code - first];
    }
  }
}

/** Format 4 of `cmap`. */
function* segmentsIn(table: Buffer): Generator<readonly [number, number]> {
  const size = table.readUInt16BE(6);
  for (let at = 14; at < 14 + size; at += 2) {
    const last = table.readUInt16BE(at);
    const first = table.readUInt16BE(at + size + 2);
    const delta = table.readInt16BE(at + 2 * size + 2);
    const place = at + 3 * size + 2;
    const range = table.readUInt16BE(place);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const id = range === 0 ? code : table.readUInt16BE(place + range + 2 * (code - first));
      yield [code, id === 0 && range !== 0 ? 0 : (id + delta) & 0xffff];
    }
  }
}
