/** What is said of an axis's chart: its caption, and its sentence for those who cannot see it. */
import { extent } from "../scales/linear.ts";
import type { AxisModel, Baseline } from "./axes.ts";
import { excerpt } from "./excerpt.ts";
import { ranging } from "./figure-words.ts";
import { counted, exact, figure } from "./numbers.ts";

/** A name longer than this is in the summary table, and would push the figures out of a caption. */
const NAME_IN_CAPTION = 60;

export function axisCaption(axis: AxisModel, baseline: Baseline): string {
  const name = excerpt(axis.title, NAME_IN_CAPTION);
  return [`${name}, ${axisFigures(axis)}`, unperturbedWords(axis, baseline), ...axis.notes].join(
    " ",
  );
}

/** How many points the axis has, and its means and variances. */
export function axisFigures({ points, meanEsi, varianceEsi, meanDrift, varianceDrift }: AxisModel) {
  return (
    `${counted(points.length, "point")}. ESI: mean ${figure(meanEsi)}, variance ${figure(varianceEsi)}. ` +
    `Drift: mean ${figure(meanDrift)}, variance ${figure(varianceDrift)}.`
  );
}

/** Where on the axis the image is as it was; else what the dotted lines stand for. */
export function unperturbedWords({ unperturbed }: AxisModel, { esi, drift }: Baseline): string {
  const [first, ...others] = unperturbed;
  if (first === undefined) {
    return `No point has the baseline’s values, ESI ${figure(esi)} and drift ${figure(drift)}: dotted.`;
  }
  const at = excerpt(first.value.label, NAME_IN_CAPTION);
  if (others.length === 0) return `Ringed: the unperturbed point, at ${at}.`;
  return `Ringed: ${others.length + 1} points with the baseline’s values, the first at ${at}.`;
}

/** The line chart in a sentence. */
export function axisWords(axis: AxisModel): string {
  const { points, title } = axis;
  const values = extent(points.flatMap(({ value }) => value.number ?? []));
  const over =
    axis.numeric && values !== undefined
      ? ` from ${exact(values.min)} to ${exact(values.max)}`
      : "";
  return (
    `Line chart of ESI and drift over ${title}: ${counted(points.length, "point")}${over}. ` +
    `ESI ${ranging(points.map(({ esi }) => esi))}; ` +
    `drift ${ranging(points.map(({ drift }) => drift))}.`
  );
}
