import { drawLineChart } from "../charts/line-chart.ts";
import { RICH_SERIES, type Series, SERIES_OF_AXIS, seriesIn } from "../geometry/line-chart.ts";
import { captionsHeight, drawFigures, type Figure } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { COLUMN, MARGIN, SPACE, TYPE } from "../layout/measures.ts";
import type { AxisModel, SurfaceModel } from "../model/axes.ts";
import { axisCaption, axisWords, richCaption } from "../model/axis-words.ts";
import { leftOutWords, MOST_AXES } from "../model/excerpt.ts";
import { diamondWords } from "../model/worst-words.ts";

/** Heights of a chart: the first one with which a row fits on the page that the charts begin on. */
const HEIGHTS = [176, 150, 136, 122] as const;
const PER_ROW = 2;

/**
 * The charts of each axis that has something to draw, all to one size, so that they compare: ESI and drift,
 * with CSI and EDM beside them where the case has these, else with the next axis.
 */
export function drawAxisCharts(flow: Flow, surface: SurfaceModel): void {
  const charted = surface.axes.map((axis) => ({ axis, figures: figuresOf(axis, surface) }));
  const drawn = charted.filter(({ figures }) => figures.length > 0);
  const empty = charted.filter(({ figures }) => figures.length === 0);
  if (charted.length === 0) return;
  const first = drawn.flatMap(({ figures }) => figures).slice(0, PER_ROW);
  const captions = captionsHeight(
    flow,
    first.map(({ caption }) => caption),
    PER_ROW,
  );
  const rows = drawn.some(({ figures }) => figures.length > 1)
    ? drawn.length
    : drawn.length / PER_ROW;
  const height = heightIn(flow, captions, Math.ceil(rows));
  const keep = drawn.length === 0 ? 2 * TYPE.body.leading : height + captions;
  flow.subsection("Along each axis", keep + SPACE.medium);
  flow.space(SPACE.small);
  for (const { axis } of empty.slice(0, MOST_AXES)) flow.paragraph(emptyWords(axis));
  drawRows(
    flow,
    drawn
      .slice(0, MOST_AXES)
      .map(({ figures }) => figures.map((figure) => ({ ...figure, height }))),
  );
  if (drawn.length <= MOST_AXES) return;
  const left = drawn.length - MOST_AXES;
  flow.paragraph(leftOutWords(left, drawn.length, "chart", "robustness_surface.json"), TYPE.note);
}

/**
 * All charts have one height, so that they compare: the one that leaves least of the pages empty, the
 * largest of equals. The page that the charts begin on counts where a row has room on it.
 */
function heightIn({ room }: Flow, captions: number, rows: number): number {
  const heading = SPACE.large + TYPE.subsection.leading + SPACE.small + SPACE.medium;
  const beginning = HEIGHTS.filter((height) => heading + height + captions <= room);
  const first = (beginning.length > 0 ? room : PAGE_HEIGHT) - heading;
  const candidates = beginning.length > 0 ? beginning : HEIGHTS;
  const empty = candidates.map((height) => emptyHeight(height + captions, rows, first));
  return candidates[empty.indexOf(Math.min(...empty))] ?? HEIGHTS[0];
}

/** How much of all pages except the last stays empty with rows of this height. The first page has only `room`. */
function emptyHeight(row: number, rows: number, first: number): number {
  const onFirst = rowsIn(first, row);
  if (rows <= onFirst) return 0;
  const onPage = Math.max(rowsIn(PAGE_HEIGHT, row), 1);
  const full = Math.ceil((rows - onFirst) / onPage) - 1;
  const usedBy = (count: number): number => count * (row + SPACE.large);
  return first - usedBy(onFirst) + full * (PAGE_HEIGHT - usedBy(onPage));
}

function rowsIn(room: number, row: number): number {
  return Math.floor((room + SPACE.large) / (row + SPACE.large));
}

const PAGE_HEIGHT = COLUMN.bottom - MARGIN.top;

function emptyWords({ title, points }: AxisModel): string {
  if (points.length === 0) return `${title}: The case has no points on this axis.`;
  return `${title}: The case has no ESI, drift, CSI or EDM to draw on this axis.`;
}

/** Two charts of one axis take a row of their own, so that they stand beside each other. */
function drawRows(flow: Flow, axes: readonly (readonly Figure[])[]): void {
  const paired = axes.some((figures) => figures.length > 1);
  const all = axes.flat();
  if (!paired && all.length === 1) {
    drawFigures(flow, all, 1);
    return;
  }
  if (paired) {
    for (const figures of axes) drawFigures(flow, figures, PER_ROW);
    return;
  }
  for (let from = 0; from < all.length; from += PER_ROW) {
    drawFigures(flow, all.slice(from, from + PER_ROW), PER_ROW);
  }
}

/** The first has the axis's name in the outline. */
function figuresOf(axis: AxisModel, { baseline }: SurfaceModel): Figure[] {
  const charts = [
    { series: seriesIn(axis, SERIES_OF_AXIS), words: axisCaption(axis, baseline) },
    { series: seriesIn(axis, RICH_SERIES), words: richCaption(axis) },
  ].filter(({ series }) => series.length > 0);
  return charts.map(({ series, words }, index) => {
    const caption = `${words} ${diamondWords(axis, series)}`.trimEnd();
    return figureOf(axis, series, { caption, baseline, isFirst: index === 0 });
  });
}

interface ChartWords {
  readonly caption: string;
  readonly baseline: SurfaceModel["baseline"];
  /** Of its axis. */
  readonly isFirst: boolean;
}

function figureOf(
  axis: AxisModel,
  series: readonly Series[],
  { caption, baseline, isFirst }: ChartWords,
): Figure {
  return {
    height: HEIGHTS[0],
    caption,
    alt: axisWords(axis, series),
    draw: (canvas, place) => drawLineChart(canvas, place, { axis, series, baseline }),
    ...(isFirst ? { bookmark: axis.title } : {}),
  };
}
