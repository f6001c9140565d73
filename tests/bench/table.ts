import type { Figure } from "./figure.ts";

/** The figures of each subject. */
export type Figures = Readonly<Record<string, readonly Figure[]>>;

/** A Markdown table: a row for each figure, with its limit and, to compare, the figure of an earlier run. */
export function tableOf(figures: Figures, before?: Figures): string {
  const head = ["what", "measured", "at most", ...(before === undefined ? [] : ["before"])];
  const rule = ["---", ...head.slice(1).map(() => "---:")];
  const rows = Object.entries(figures).flatMap(([subject, some]) =>
    some.map((figure) => {
      const earlier = before?.[subject]?.find(({ what }) => what === figure.what);
      return rowOf(figure, before === undefined ? [] : [inWords(earlier)]);
    }),
  );
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowOf(figure: Figure, more: readonly string[]): string[] {
  const { what, value, limit } = figure;
  const over = limit !== undefined && value > limit ? " (over)" : "";
  const most = limit === undefined ? "" : inWords({ ...figure, value: limit });
  return [what, inWords(figure) + over, most, ...more];
}

function inWords(figure: Figure | undefined): string {
  if (figure === undefined) return "";
  const { value, unit } = figure;
  const digits = unit === "times" || value < 10 ? 2 : 0;
  return unit === "times" ? `${value.toFixed(digits)} ×` : `${value.toFixed(digits)} ${unit}`;
}
