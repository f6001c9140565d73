/** The texts of an axis's charts: captions and alternative text. */
import { extent } from "../scales/linear.ts";
import type { AxisModel, Baseline, PointModel } from "./axes.ts";
import { excerpt } from "./excerpt.ts";
import { ranging } from "./figure-words.ts";
import { counted, exact, figure, tickLabel } from "./numbers.ts";

/** A name longer than this is in the summary table, and would push the figures out of a caption. */
const NAME_IN_CAPTION = 60;

/** The caption of the chart of ESI and drift, whose means and variances are in the summary table. */
export function axisCaption(axis: AxisModel, baseline: Baseline): string {
  const points = `${counted(axis.points.length, "point")}.`;
  const words = [points, unperturbedWords(axis, baseline), ...axis.notes];
  return `${nameOf(axis)}, ${words.filter((sentence) => sentence !== "").join(" ")}`;
}

/** The caption of the chart of CSI and EDM, as far as the case has them. */
export function richCaption(axis: AxisModel): string {
  const sentences = [
    meanWords("CSI", [
      ["mean", axis.meanCsi],
      ["mean confidence", axis.meanConfidence],
    ]),
    meanWords("EDM", [
      ["mean", axis.meanEdm],
      ["mean entropy", axis.meanEntropy],
    ]),
    unperturbedWords(axis, {}),
  ];
  const words = sentences.filter((sentence) => sentence !== "").join(" ");
  return `${nameOf(axis)}, ${richNames(axis)}. ${words}`.trimEnd();
}

/** The measures of rich mode that the axis has at any point: `CSI and EDM`. */
export function richNames({ points }: AxisModel): string {
  return [
    ...(points.some(({ csi }) => csi !== undefined) ? ["CSI"] : []),
    ...(points.some(({ edm }) => edm !== undefined) ? ["EDM"] : []),
  ].join(" and ");
}

function nameOf({ title }: AxisModel): string {
  return excerpt(title, NAME_IN_CAPTION);
}

/** How many points the axis has, and its means and variances as far as the case states them. */
export function axisFigures(axis: AxisModel): string {
  const sentences = [
    `${counted(axis.points.length, "point")}.`,
    meanWords("ESI", [
      ["mean", axis.meanEsi],
      ["variance", axis.varianceEsi],
    ]),
    meanWords("Drift", [
      ["mean", axis.meanDrift],
      ["variance", axis.varianceDrift],
    ]),
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function meanWords(
  name: string,
  figures: readonly (readonly [what: string, value: number | undefined])[],
): string {
  const said = figures.flatMap(([what, value]) =>
    value === undefined ? [] : [`${what} ${figure(value)}`],
  );
  return said.length === 0 ? "" : `${name}: ${said.join(", ")}.`;
}

/** Says at which value the image is unperturbed, or else explains the dotted lines. */
export function unperturbedWords({ unperturbed }: AxisModel, { esi, drift }: Baseline): string {
  const [first, ...others] = unperturbed;
  if (first === undefined) {
    const values = [
      ...(esi === undefined ? [] : [`ESI ${figure(esi)}`]),
      ...(drift === undefined ? [] : [`drift ${figure(drift)}`]),
    ];
    if (values.length === 0) return "";
    return `No point has the baseline’s values, ${values.join(" and ")}: dotted.`;
  }
  const at = valueWords(first);
  if (others.length === 0) {
    return `Ringed, on the dashed line: the point with the baseline’s values, at ${at}.`;
  }
  return `Ringed, on dashed lines: ${others.length + 1} points with the baseline’s values, the first at ${at}.`;
}

/** The perturbation value of a point: a number as ticks have it, or its text. */
export function valueWords({ value: { label, number } }: PointModel): string {
  return number === undefined ? excerpt(label, NAME_IN_CAPTION) : tickLabel(number);
}

/** The chart of an axis in a sentence. */
export function axisWords(
  axis: AxisModel,
  series: readonly { readonly name: "esi" | "drift" | "csi" | "edm"; readonly legend: string }[],
): string {
  const { points, title } = axis;
  const values = extent(points.flatMap(({ value }) => value.number ?? []));
  const over =
    axis.numeric && values !== undefined
      ? ` from ${exact(values.min)} to ${exact(values.max)}`
      : "";
  const names = series.map(({ legend }) => legend).join(" and ");
  const ranges = series.map(
    ({ name, legend }) => `${legend} ${ranging(points.flatMap((point) => point[name] ?? []))}`,
  );
  return (
    `${axis.numeric ? "Line chart" : "Dot chart"} of ${names} over ${title}: ${counted(points.length, "point")}${over}. ` +
    `${ranges.join("; ")}.`
  );
}
