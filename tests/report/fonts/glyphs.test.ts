import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { eastAsianFont } from "../../../lib/report/fonts/east-asian-files.ts";
import { glyphAt, glyphsOf } from "../../../lib/report/fonts/glyphs.ts";
import { joinFont } from "../../../lib/report/fonts/join.ts";
import { readTables, tableOf } from "../../../lib/report/fonts/sfnt.ts";

const FULL_WIDTH_SPACE = 0x3000;
const [first, second, far] = [0x3042, 0x3043, 0x9aa8];

test("a joined font has all input glyphs in the order of their characters", async () => {
  const font = await eastAsianFont("japanese");
  const measures = readTables(font);
  const own = glyphsOf(font);
  const glyphs = [far, second, FULL_WIDTH_SPACE, first].flatMap((code) => {
    const glyph = own.get(code);
    return glyph === undefined ? [] : [[code, glyph] as const];
  });
  const joined = joinFont({
    family: "Some Sans",
    copyright: "©",
    licence: "any",
    licenceUrl: "https://example.org",
    missing: glyphAt(measures, 0),
    glyphs: new Map(glyphs),
    measures,
  });
  const found = glyphsOf(joined);
  expect([...found.keys()]).toEqual([FULL_WIDTH_SPACE, first, second, far]);
  expect(found).toEqual(new Map(glyphs));
  expect(found.get(FULL_WIDTH_SPACE)?.outline).toHaveLength(0);
});

test("a font without a required table is refused with the table's name", () => {
  expect(() => tableOf(new Map(), "glyf")).toThrow("the font has no table glyf");
});

test("a composite glyph is refused, because its glyph numbers are valid only in its own font", () => {
  const composed = readFileSync(new URL("../../../lib/report/fonts/fallback.ttf", import.meta.url));
  expect(() => glyphsOf(composed)).toThrow(/^glyph \d+ is made of other glyphs/);
});
