import { excerpt } from "../excerpt.ts";
import { exact } from "../numbers.ts";
import { SUMMARY_MEASURES, RICH_MEASURES } from "../surface-summary.ts";
import { type ColumnOf, type TableContent, tableOf } from "../tables/content.ts";
import type { Measure } from "../worst.ts";
import type { ComparedAxis, ComparedPoint, ComparedSurfaces } from "./axes.ts";
import { differenceOf, type Match, ofBoth, signed } from "./pair.ts";

export const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  esi: "ESI",
  drift: "drift",
  csi: "CSI",
  edm: "EDM",
};

/** A cell that has nothing to show, because that side does not state the figure. */
const NOTHING = "–";

/** Three columns of a figure: A, B, and B minus A. Without a head, the rows say what the figure is. */
export function figureColumns<T>(
  head: string,
  of: (item: T) => Match<number>,
): readonly ColumnOf<T>[] {
  const isStated = (item: T): boolean => {
    const { a, b } = of(item);
    return a !== undefined || b !== undefined;
  };
  const side =
    (name: "a" | "b") =>
    (item: T): string | undefined => {
      const value = of(item)[name];
      if (value !== undefined) return exact(value);
      return isStated(item) ? NOTHING : undefined;
    };
  const difference = (item: T): string | undefined => {
    const found = differenceOf(of(item));
    if (found !== undefined) return signed(found);
    return isStated(item) ? NOTHING : undefined;
  };
  const headOf = (what: string): string => (head === "" ? what : `${head}, ${what}`);
  return [
    { head: headOf("A"), align: "decimal", cell: side("a"), empty: NOTHING },
    { head: headOf("B"), align: "decimal", cell: side("b"), empty: NOTHING },
    { head: headOf("B − A"), align: "right", cell: difference, empty: NOTHING },
  ];
}

/** The points of an axis with what both cases measured there. */
export function comparedPointsTable(
  { title, points, numeric }: ComparedAxis,
  measures: readonly Measure[],
): TableContent {
  const value: ColumnOf<ComparedPoint> = {
    head: "Value",
    align: numeric ? "decimal" : "left",
    cell: (point) => point.value.label,
  };
  const columns = measures.flatMap((name) =>
    figureColumns<ComparedPoint>(MEASURE_NAMES[name], ({ a, b }) => ({
      a: a?.[name],
      b: b?.[name],
    })),
  );
  const caption = `Points of ${excerpt(title, 120)} in both cases; – stands for what a case does not state.`;
  return { caption, ...tableOf(points, [value, ...columns]) };
}

/** A figure of an axis that either case states. */
interface AxisFigure extends Match<number> {
  readonly axis: string;
  readonly figure: string;
}

/** One row for each figure of each axis that both cases have: columns would be too many to read. */
export function comparedAxesTable({ common }: ComparedSurfaces): TableContent {
  const rows = common.flatMap(({ title, sides }) =>
    [...SUMMARY_MEASURES, ...RICH_MEASURES].flatMap(({ head, of }): AxisFigure[] => {
      const figures = ofBoth(sides, of);
      if (figures.a === undefined && figures.b === undefined) return [];
      return [{ ...figures, axis: title, figure: head }];
    }),
  );
  return {
    caption: "Every axis that both cases have, as the cases state its figures.",
    ...tableOf(rows, [
      { head: "Axis", align: "left", cell: ({ axis }) => axis },
      { head: "Figure", align: "left", cell: ({ figure }) => figure },
      ...figureColumns<AxisFigure>("", (row) => row),
    ]),
    rowHeads: 2,
  };
}
