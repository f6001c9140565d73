/** The page, the type scale, the spacing and the inks, defined once. All lengths in points. */
import { type Rgb, WORSE } from "../scales/palettes.ts";

/** A4. */
export const PAGE = { width: 595.28, height: 841.89 } as const;

export const MARGIN = { top: 66, right: 56, bottom: 54, left: 56 } as const;

export const COLUMN = {
  left: MARGIN.left,
  right: PAGE.width - MARGIN.right,
  width: PAGE.width - MARGIN.left - MARGIN.right,
  bottom: PAGE.height - MARGIN.bottom,
} as const;

/** A page has no more empty space than this, except the last one of a part. */
export const QUARTER = (COLUMN.bottom - MARGIN.top) / 4;

/** Where the base lines of the running head and of the foot stand. */
export const HEAD_BASELINE = 38;
export const FOOT_BASELINE = PAGE.height - 30;

export const SPACE = { hair: 2, small: 5, medium: 10, large: 18, section: 26 } as const;

export interface TextStyle {
  readonly face: "sans" | "bold" | "mono";
  readonly size: number;
  /** Distance from base line to base line. */
  readonly leading: number;
  readonly ink: Rgb;
}

export const INK = {
  text: [28, 34, 43],
  muted: [74, 83, 96],
  accent: [22, 66, 110],
  rule: [196, 203, 211],
  grid: [228, 232, 237],
  panel: [243, 246, 249],
  marked: [232, 237, 243],
  frame: [130, 139, 150],
  white: [255, 255, 255],
  black: [0, 0, 0],
} as const satisfies Record<string, Rgb>;

/** The smallest type of a report: below it, print is hard to read. */
export const SMALLEST_SIZE = 8;

export const TYPE = {
  title: { face: "bold", size: 22, leading: 27, ink: INK.text },
  longTitle: { face: "bold", size: 14, leading: 18, ink: INK.text },
  overline: { face: "bold", size: 8.5, leading: 12, ink: INK.accent },
  section: { face: "bold", size: 16, leading: 20, ink: INK.accent },
  subsection: { face: "bold", size: 11.5, leading: 15, ink: INK.text },
  body: { face: "sans", size: 10, leading: 13.5, ink: INK.text },
  strong: { face: "bold", size: 10, leading: 13.5, ink: INK.text },
  note: { face: "sans", size: 9, leading: 12, ink: INK.muted },
  caption: { face: "sans", size: 8.5, leading: 11, ink: INK.muted },
  cell: { face: "sans", size: 9, leading: 11.2, ink: INK.text },
  denseCell: { face: "sans", size: 8.2, leading: 9.8, ink: INK.text },
  cellHead: { face: "bold", size: 8.2, leading: 10, ink: INK.muted },
  cellMono: { face: "mono", size: SMALLEST_SIZE, leading: 10.4, ink: INK.text },
  code: { face: "mono", size: SMALLEST_SIZE, leading: 10.4, ink: INK.text },
  chartTitle: { face: "bold", size: 9, leading: 11, ink: INK.text },
  tick: { face: "sans", size: SMALLEST_SIZE, leading: 9.5, ink: INK.muted },
  axis: { face: "sans", size: 8.5, leading: 10.5, ink: INK.text },
  keyFigure: { face: "bold", size: 19, leading: 22, ink: INK.text },
  fault: { face: "bold", size: 19, leading: 22, ink: WORSE },
  faultLabel: { face: "bold", size: 8.5, leading: 11, ink: INK.text },
  badge: { face: "bold", size: SMALLEST_SIZE, leading: 9.5, ink: INK.accent },
  foot: { face: "sans", size: SMALLEST_SIZE, leading: 9.5, ink: INK.muted },
} as const satisfies Record<string, TextStyle>;
