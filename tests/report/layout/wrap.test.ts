import { assert, constantFrom, integer, property, string } from "fast-check";
import { expect, test } from "vitest";
import { type CharacterWidth, shorten } from "../../../lib/report/geometry/shorten.ts";
import { plainText } from "../../../lib/report/geometry/plain-text.ts";
import { wrap } from "../../../lib/report/layout/wrap.ts";

const even = (): number => 1;

function shown(text: string, width: number, widthOf: CharacterWidth, maxLines?: number): string[] {
  return wrap(text, width, widthOf, maxLines).map((line) => line.text);
}

test.each([
  ["breaks at spaces", "one two three", 7, ["one two", "three"]],
  ["breaks inside a word that is too long", "abcdefgh", 3, ["abc", "def", "gh"]],
  [
    "breaks after the hyphens and underscores of an id",
    "left_lower-lobe",
    6,
    ["left_", "lower-", "lobe"],
  ],
  [
    "breaks no number at its point or after its minus",
    "at 0.25 or -0.5",
    7,
    ["at 0.25", "or -0.5"],
  ],
  ["moves a number that does not fit to the next line", "mean 0.25", 7, ["mean", "0.25"]],
  ["lets spaces hang over the end", "ab   cd", 2, ["ab", "cd"]],
  ["takes one character where none fits", "ab", 0.5, ["a", "b"]],
  ["has no line for no text", "", 5, []],
  ["breaks where the text does", "a\nb\r\nc\rd\u2028e\u2029f\u0085g", 9, Array.from("abcdefg")],
  ["keeps empty lines and what a line begins with", "a\n\n  b", 9, ["a", "", "  b"]],
  ["takes spaces and a line break after a full line for one break", "abc \nd", 3, ["abc", "d"]],
  ["has no empty line at the end", "a\n \n", 9, ["a"]],
  ["sets a tab as a space", "a\tb c\td", 3, ["a b", "c d"]],
  [
    "sets a syllable written in letters as one",
    "\u1112\u1161\u11AB\u1100\u1173\u11AF",
    1,
    ["한", "글"],
  ],
  ["leaves an ideograph that NFC would replace", "か\u3099\u{2F800}", 9, ["が\u{2F800}"]],
  ["leaves marks that make no letter where they are", "あ\u3099い", 9, ["あ\u3099い"]],
])("%s", (_rule, text, width, lines) => {
  expect(shown(text, width, even)).toEqual(lines);
});

test("wrapping stops after the maximum of lines with an ellipsis that fits", () => {
  expect(shown("one two three four", 5, even, 2)).toEqual(["one", "two…"]);
  expect(shown("abcdefgh", 3, even, 2)).toEqual(["abc", "de…"]);
  expect(shown("one two", 7, even, 1)).toEqual(["one two"]);
});

test("wrapping shortens only text that does not fit", () => {
  expect(shorten("abcdef", 6, even)).toBe("abcdef");
  expect(shorten("abcdef", 4, even)).toBe("abc…");
  expect(shorten("abcdef", 0, even)).toBe("…");
});

test("wrapping loses no character except spaces, and keeps every line within the width", () => {
  assert(
    property(
      string({ unit: "grapheme", maxLength: 200 }),
      integer({ min: 1, max: 40 }),
      (text, width) => {
        const lines = shown(text, width, even);
        expect(lines.join("").replaceAll(" ", "")).toBe(
          lines.length === 0 ? "" : plainText(text).replaceAll(" ", ""),
        );
        for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test("wrapping keeps breaks, tabs and East Asian text within the width without loss", () => {
  const unit = constantFrom(
    ...Array.from("a1-(。、「」ー〜…中文カがｱ한\t\n\r\u2028 \u1112\u1161\u3099\u00A0"),
    "\r\n",
  );
  assert(
    property(string({ unit, maxLength: 80 }), integer({ min: 1, max: 12 }), (text, width) => {
      const lines = wrap(text, width, even);
      expect(lines.map(({ written }) => written).join("")).toBe(text);
      for (const line of lines) {
        expect(Array.from(line.text).length).toBeLessThanOrEqual(width);
        expect(line.text).not.toMatch(/[\t\n\r\u2028]/);
      }
    }),
  );
});

test("every line has its full text, so that no text is lost to an ellipsis", () => {
  expect(wrap("one  two three four", 5, even, 2)).toEqual([
    { text: "one", written: "one  " },
    { text: "two…", written: "two three four" },
  ]);
  assert(
    property(
      string({ unit: "grapheme", maxLength: 200 }),
      integer({ min: 1, max: 40 }),
      integer({ min: 1, max: 10 }),
      (text, width, maxLines) => {
        const lines = wrap(text, width, even, maxLines);
        expect(lines.map(({ written }) => written).join("")).toBe(text);
      },
    ),
  );
});
