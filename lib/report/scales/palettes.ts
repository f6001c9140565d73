/**
 * Colour tables, as data: nothing is computed with functions whose last bit depends on the machine. Pure,
 * so that the page and the report show a value in the same colour.
 */

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

const BLACK: Rgb = [0, 0, 0];

/** Entries of a palette; a palette's colours stand at 0 to 255. */
export const PALETTE_SIZE = 256;

const VIRIDIS_HEX = [
  "44015444025645045745055946075a46085c460a5d460b5e470d60470e61471063471164471365481467",
  "48166848176948186a481a6c481b6d481c6e481d6f481f70482071482173482374482475482576482677",
  "482878482979472a7a472c7a472d7b472e7c472f7d46307e46327e46337f463480453581453781453882",
  "443983443a83443b84433d84433e85423f854240864241864142874144874045884046883f47883f4889",
  "3e49893e4a893e4c8a3d4d8a3d4e8a3c4f8a3c508b3b518b3b528b3a538b3a548c39558c39568c38588c",
  "38598c375a8c375b8d365c8d365d8d355e8d355f8d34608d34618d33628d33638d32648e32658e31668e",
  "31678e31688e30698e306a8e2f6b8e2f6c8e2e6d8e2e6e8e2e6f8e2d708e2d718e2c718e2c728e2c738e",
  "2b748e2b758e2a768e2a778e2a788e29798e297a8e297b8e287c8e287d8e277e8e277f8e27808e26818e",
  "26828e26828e25838e25848e25858e24868e24878e23888e23898e238a8d228b8d228c8d228d8d218e8d",
  "218f8d21908d21918c20928c20928c20938c1f948c1f958b1f968b1f978b1f988b1f998a1f9a8a1e9b8a",
  "1e9c891e9d891f9e891f9f881fa0881fa1881fa1871fa28720a38620a48621a58521a68522a78522a884",
  "23a98324aa8325ab8225ac8226ad8127ad8128ae8029af7f2ab07f2cb17e2db27d2eb37c2fb47c31b57b",
  "32b67a34b67935b77937b87838b9773aba763bbb753dbc743fbc7340bd7242be7144bf7046c06f48c16e",
  "4ac16d4cc26c4ec36b50c46a52c56954c56856c66758c7655ac8645cc8635ec96260ca6063cb5f65cb5e",
  "67cc5c69cd5b6ccd5a6ece5870cf5773d05675d05477d1537ad1517cd2507fd34e81d34d84d44b86d549",
  "89d5488bd6468ed64590d74393d74195d84098d83e9bd93c9dd93ba0da39a2da37a5db36a8db34aadc32",
  "addc30b0dd2fb2dd2db5de2bb8de29bade28bddf26c0df25c2df23c5e021c8e020cae11fcde11dd0e11c",
  "d2e21bd5e21ad8e219dae319dde318dfe318e2e418e5e419e7e419eae51aece51befe51cf1e51df4e61e",
  "f6e620f8e621fbe723fde725",
].join("");

/** ColorBrewer's purple to orange, which colour-blind readers can distinguish. Orange always means worse. */
const PURPLE_ORANGE = [
  "2d004b",
  "542788",
  "8073ac",
  "b2abd2",
  "d8daeb",
  "f7f7f7",
  "fee0b6",
  "fdb863",
  "e08214",
  "b35806",
  "7f3b08",
].map(parseHex);

/** Viridis (van der Walt and Smith, CC0): even in lightness, readable in grey and by the colour-blind. */
export const VIRIDIS: Palette = paletteOf(
  Array.from({ length: PALETTE_SIZE }, (_, index) =>
    parseHex(VIRIDIS_HEX.slice(index * 6, index * 6 + 6)),
  ),
);

/** Purple below, near-white at the centre, orange above. Entry 0 is left to {@link NOT_MEASURED}. */
export const DIVERGING: Palette = paletteOf(
  Array.from({ length: PALETTE_SIZE }, (_, index) =>
    index === 0 ? [222, 226, 230] : between(PURPLE_ORANGE, (index - 1) / (PALETTE_SIZE - 2)),
  ),
);

/** The same with orange below zero: for a quantity that is worse the lower it is. */
export const DIVERGING_DOWN: Palette = paletteOf(
  DIVERGING.colours.map((colour, index) =>
    index === 0 ? colour : (DIVERGING.colours[PALETTE_SIZE - index] ?? BLACK),
  ),
);

/** Marks the worst point of a line and the worst cell of a grid; dark enough for text on white. */
export const WORSE: Rgb = [168, 74, 0];

/** The entry of {@link DIVERGING} for a cell without a value. */
export const NOT_MEASURED = 0;

/** Ends of the tint behind a table's figures: black text is legible on both, and they differ in a grey print. */
const LIGHTEST: Rgb = [254, 251, 247];
const DARKEST: Rgb = [247, 176, 105];

/** The tint at a share of 0 to 1, from light to dark; what lies outside is clamped. */
export function tint(share: number): Rgb {
  return between([LIGHTEST, DARKEST], clamp(share, 0, 1));
}

/**
 * Series of a line chart, after Okabe and Ito's colour-blind safe set, darkened to stand out on white;
 * markers and dashes differ too. None is orange, which marks what is worse.
 */
export const SERIES = {
  esi: [0, 114, 178],
  drift: [72, 72, 84],
  csi: [0, 128, 94],
  edm: [163, 73, 125],
} as const satisfies Record<string, Rgb>;

/** A palette and its bytes, red, green and blue for each entry: the colour table of an image. */
export interface Palette {
  readonly colours: readonly Rgb[];
  readonly bytes: Uint8Array;
}

function paletteOf(colours: readonly Rgb[]): Palette {
  return { colours, bytes: Uint8Array.from(colours.flat()) };
}

/** The entry of {@link VIRIDIS} at a share of 0 to 1 of the scale; what lies outside is clamped. */
export function sequentialIndex(share: number): number {
  return Math.round(clamp(share, 0, 1) * (PALETTE_SIZE - 1));
}

/** The entry of {@link DIVERGING} at -1 to 1, where 0 is the centre; what lies outside is clamped. */
export function divergingIndex(share: number): number {
  const half = PALETTE_SIZE / 2 - 1;
  // Rounded by distance from the centre: equal steps up and down get equal colours.
  const distance = Math.round(Math.min(Math.abs(share), 1) * half);
  return 1 + half + (share < 0 ? -distance : distance);
}

/** Whether black or white text is the more legible on a colour (ITU-R BT.601 luma). */
export function isDark([red, green, blue]: Rgb): boolean {
  return red * 0.299 + green * 0.587 + blue * 0.114 < 140;
}

function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function between(stops: readonly Rgb[], share: number): Rgb {
  const position = share * (stops.length - 1);
  const first = Math.min(Math.floor(position), stops.length - 2);
  const [from, to] = [stops[first] ?? BLACK, stops[first + 1] ?? BLACK];
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + (to[channel] - from[channel]) * (position - first));
  return [mix(0), mix(1), mix(2)];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
