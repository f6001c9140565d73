/**
 * The code points that a report can set, as inclusive ranges. All others appear as `[U+XXXX]`. Controls, soft
 * hyphens, zero-width and direction marks are left out on purpose, because they would take effect or be invisible.
 */
type Range = readonly [first: number, last: number];

const LATIN_GREEK_CYRILLIC: readonly Range[] = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x17f],
  [0x18f, 0x192],
  [0x1c4, 0x1dc],
  [0x1e6, 0x1e7],
  [0x1f8, 0x1ff],
  [0x200, 0x21b],
  [0x254, 0x25b],
  [0x2bb, 0x2bd],
  [0x2c6, 0x2c7],
  [0x2d8, 0x2dd],
  [0x370, 0x3ff],
  [0x400, 0x4ff],
  [0x1e02, 0x1e03],
  [0x1e80, 0x1e85],
  [0x1e9e, 0x1e9e],
  [0x1ea0, 0x1ef9],
];

const SYMBOLS: readonly Range[] = [
  [0x2000, 0x200a],
  [0x2010, 0x2027],
  [0x202f, 0x205f],
  [0x2070, 0x209c],
  [0x20a0, 0x20bf],
  [0x2100, 0x214f],
  [0x2150, 0x218b],
  [0x2190, 0x21ff],
  [0x2200, 0x22ff],
  [0x2308, 0x230b],
  [0x2329, 0x232a],
  [0x25a0, 0x25cf],
  [0x2713, 0x2717],
  [0x27e6, 0x27eb],
  [0xfb00, 0xfb04],
  [0xfffd, 0xfffd],
];

/** Combining marks of the proportional faces have no width and are drawn on the letter before them. */
const COMBINING_MARKS: readonly Range[] = [[0x300, 0x333]];

export const PROPORTIONAL_COVERAGE = [...LATIN_GREEK_CYRILLIC, ...COMBINING_MARKS, ...SYMBOLS];

/** Without combining marks, because a monospaced face would draw them after their letter. */
export const MONOSPACED_COVERAGE = [...LATIN_GREEK_CYRILLIC, ...SYMBOLS];

/**
 * Chinese, Japanese and Korean: the characters of the fonts that are loaded on demand. Without the fillers of
 * Hangul, which are invisible.
 */
export const EAST_ASIAN_COVERAGE: readonly Range[] = [
  [0x1100, 0x115e],
  [0x1161, 0x11ff],
  [0x2460, 0x24ff],
  [0x2e80, 0x2fdf],
  [0x3000, 0x3163],
  [0x3165, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa960, 0xa97f],
  [0xac00, 0xd7ff],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff9f],
  [0xffa1, 0xffef],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x323af],
];

/** The letters that only Japanese has. */
export const KANA_COVERAGE: readonly Range[] = [
  [0x3041, 0x3096],
  [0x3099, 0x30ff],
  [0x31f0, 0x31ff],
  [0xff66, 0xff9f],
];

/** Every code point of the ranges, as one string. */
export function charactersOf(ranges: readonly Range[]): string {
  return ranges
    .map(([first, last]) =>
      String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i)),
    )
    .join("");
}
