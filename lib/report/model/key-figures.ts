import type { ReportModel } from "./model.ts";
import { counted, figure } from "./numbers.ts";

/** One of the figures at a glance: numbers and how to read them, without a verdict. */
export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}

/** Stands for a figure that the case does not state. */
const NONE = "–";

const STEADIER = { esi: "higher is steadier", drift: "lower is steadier" } as const;

/** What the cover shows, in the order of reading. */
export function keyFigures(model: ReportModel): KeyFigure[] {
  const { baseline_metrics: baseline } = model.metrics;
  return [
    { label: "Baseline ESI", value: figure(baseline.esi), hint: STEADIER.esi },
    { label: "Baseline drift", value: figure(baseline.drift), hint: STEADIER.drift },
    ...surfaceFigures(model),
    ...extentFigures(model),
  ];
}

function surfaceFigures({ surface }: ReportModel): KeyFigure[] {
  const { present } = surface;
  return [
    { label: "Mean ESI, all axes", value: ifStated(present?.meanEsi), hint: STEADIER.esi },
    { label: "Mean drift, all axes", value: ifStated(present?.meanDrift), hint: STEADIER.drift },
  ];
}

function ifStated(value: number | undefined): string {
  return value === undefined ? NONE : figure(value);
}

function extentFigures(model: ReportModel): KeyFigure[] {
  return [axesFigure(model), probesFigure(model), regionsFigure(model), samplesFigure(model)];
}

function axesFigure({ surface }: ReportModel): KeyFigure {
  const label = "Perturbation axes";
  if (surface.present === undefined) return { label, value: "0", hint: "no robustness surface" };
  const { axes, pointCount } = surface.present;
  return { label, value: String(axes.length), hint: `${counted(pointCount, "point")} in all` };
}

function probesFigure({ probes }: ReportModel): KeyFigure {
  const label = "Probes";
  if (probes.present === undefined) return { label, value: NONE, hint: "no probe surface" };
  const { gridSize, surface } = probes.present;
  const hint = `grid of ${gridSize} × ${gridSize}`;
  return { label, value: String(surface.probes.length), hint };
}

function regionsFigure({ evidence }: ReportModel): KeyFigure {
  const count = evidence.regions.present?.regions.length ?? 0;
  const hint = evidence.heatmap.present === undefined ? "no heatmap" : "with a heatmap";
  return { label: "Evidence regions", value: String(count), hint };
}

function samplesFigure({ monteCarlo }: ReportModel): KeyFigure {
  const label = "Monte Carlo samples";
  if (monteCarlo.present === undefined) return { label, value: NONE, hint: "none in the case" };
  return { label, value: String(monteCarlo.present.n_samples), hint: "confidence and entropy" };
}
