import { extent } from "../scales/linear.ts";
import { excerpt } from "./excerpt.ts";
import type { ReportModel } from "./model.ts";
import { counted, figure } from "./numbers.ts";

/** One of the figures at a glance: a number and where it is from, without a verdict. */
export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}

/** As many as the cover has room for. */
const MOST_FIGURES = 8;
const STATED = "as the case states it";

/** What the cover shows, in the order of reading: what the case does not state is left out. */
export function keyFigures(model: ReportModel): KeyFigure[] {
  const baseline = model.artifacts.metrics?.baseline_metrics;
  const surface = model.surface.present;
  return [
    ...given("Baseline ESI", baseline?.esi, STATED),
    ...given("Baseline drift", baseline?.drift, STATED),
    ...extremePoint(model, "Lowest ESI", "esi", -1),
    ...extremePoint(model, "Highest drift", "drift", 1),
    ...given("Mean ESI, all axes", surface?.meanEsi, STATED),
    ...given("Mean drift, all axes", surface?.meanDrift, STATED),
    ...given("Mean CSI, all axes", surface?.meanCsi, STATED),
    ...given("Mean EDM, all axes", surface?.meanEdm, STATED),
    ...counts(model),
  ].slice(0, MOST_FIGURES);
}

function given(label: string, value: number | undefined, hint: string): KeyFigure[] {
  return value === undefined ? [] : [{ label, value: figure(value), hint }];
}

/** The lowest or highest value of any axis, and where it is. */
function extremePoint(
  { surface }: ReportModel,
  label: string,
  name: "esi" | "drift",
  sign: 1 | -1,
): KeyFigure[] {
  const points = (surface.present?.axes ?? []).flatMap((axis) =>
    axis.points.map((point) => ({ axis, point, value: point[name] })),
  );
  const values = extent(points.flatMap(({ value }) => value ?? []));
  if (values === undefined) return [];
  const extreme = sign < 0 ? values.min : values.max;
  const [first, ...others] = points.filter(({ value }) => value === extreme);
  if (first === undefined) return [];
  const at = `${excerpt(first.axis.title, 60)} at ${excerpt(first.point.value.label, 60)}`;
  const hint = others.length === 0 ? at : `at ${others.length + 1} points`;
  return [{ label, value: figure(extreme), hint }];
}

function counts(model: ReportModel): KeyFigure[] {
  return [
    ...runFigures(model),
    ...axisFigures(model),
    ...probeFigures(model),
    ...regionFigures(model),
    ...sampleFigures(model),
  ];
}

function runFigures({ sweep: { present } }: ReportModel): KeyFigure[] {
  if (present === undefined) return [];
  return [countOf("Runs of the sweep", present.runs.length, "listed in the sweep manifest")];
}

function axisFigures({ surface: { present } }: ReportModel): KeyFigure[] {
  if (present === undefined) return [];
  const { axes, pointCount } = present;
  return [countOf("Perturbation axes", axes.length, `${counted(pointCount, "point")} in all`)];
}

function probeFigures({ probes: { present } }: ReportModel): KeyFigure[] {
  if (present === undefined) return [];
  const { probes, gridSize } = present;
  return [countOf("Probes", probes.length, `grid of ${gridSize} × ${gridSize}`)];
}

function regionFigures({ evidence: { regions } }: ReportModel): KeyFigure[] {
  if (regions.present === undefined) return [];
  return [countOf("Evidence regions", regions.present.regions.length, "named by the case")];
}

function sampleFigures({ sampling: { present } }: ReportModel): KeyFigure[] {
  const samples = present?.sources[0]?.monteCarlo.n_samples;
  return samples === undefined ? [] : [countOf("Monte Carlo samples", samples, STATED)];
}

function countOf(label: string, count: number, hint: string): KeyFigure {
  return { label, value: String(count), hint };
}
