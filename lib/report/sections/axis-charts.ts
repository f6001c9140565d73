import { drawLineChart } from "../charts/line-chart.ts";
import { drawFigures, type Figure } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import type { AxisModel, SurfaceModel } from "../model/axes.ts";
import { axisCaption, axisWords } from "../model/axis-words.ts";
import { leftOutWords, MOST_AXES } from "../model/excerpt.ts";

const HEIGHT = 176;
const PER_ROW = 2;

/** A chart for each axis that has points: two in a row and all to one size, so that they compare. */
export function drawAxisCharts(flow: Flow, { axes, baseline }: SurfaceModel): void {
  flow.subsection("Along each axis", HEIGHT + 5 * TYPE.caption.leading + SPACE.medium);
  flow.space(SPACE.small);
  for (const { title, points } of axes.filter(withoutPoints).slice(0, MOST_AXES)) {
    if (points.length === 0) flow.paragraph(`${title}: The case has no points on this axis.`);
  }
  const measured = axes.filter((axis) => !withoutPoints(axis));
  const charted = measured.slice(0, MOST_AXES);
  const columns = charted.length === 1 ? 1 : PER_ROW;
  for (let from = 0; from < charted.length; from += columns) {
    const row = charted.slice(from, from + columns).map((axis) => figureOf(axis, baseline));
    drawFigures(flow, row, columns);
  }
  if (measured.length > charted.length) {
    const left = measured.length - charted.length;
    const words = leftOutWords(left, measured.length, "chart", "robustness_surface.json");
    flow.paragraph(words, TYPE.note);
  }
}

function withoutPoints({ points }: AxisModel): boolean {
  return points.length === 0;
}

function figureOf(axis: AxisModel, baseline: SurfaceModel["baseline"]): Figure {
  return {
    height: HEIGHT,
    bookmark: axis.title,
    caption: axisCaption(axis, baseline),
    alt: axisWords(axis),
    draw: (canvas, place) => drawLineChart(canvas, place, { axis, baseline }),
  };
}
