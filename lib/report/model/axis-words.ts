/** What is said of an axis's charts: their captions, and their sentences for those who cannot see them. */
import { extent } from "../scales/linear.ts";
import type { AxisModel, Baseline } from "./axes.ts";
import { excerpt } from "./excerpt.ts";
import { ranging } from "./figure-words.ts";
import { counted, exact, figure, tickLabel } from "./numbers.ts";

/** A name longer than this is in the summary table, and would push the figures out of a caption. */
const NAME_IN_CAPTION = 60;

export function axisCaption(axis: AxisModel, baseline: Baseline): string {
  const words = [axisFigures(axis), unperturbedWords(axis, baseline), ...axis.notes];
  return `${nameOf(axis)}, ${words.filter((sentence) => sentence !== "").join(" ")}`;
}

/** The caption of the chart of confidence and entropy. */
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
  ];
  const words = sentences.filter((sentence) => sentence !== "").join(" ");
  return `${nameOf(axis)}, confidence and entropy. ${words}`.trimEnd();
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

/** Where on the axis the image is as it was; else what the dotted lines stand for. */
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
  const { label, number } = first.value;
  const at = number === undefined ? excerpt(label, NAME_IN_CAPTION) : tickLabel(number);
  if (others.length === 0) return `Ringed: the point with the baseline’s values, at ${at}.`;
  return `Ringed: ${others.length + 1} points with the baseline’s values, the first at ${at}.`;
}

/** A line chart in a sentence. */
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
    `Line chart of ${names} over ${title}: ${counted(points.length, "point")}${over}. ` +
    `${ranges.join("; ")}.`
  );
}
