import { checkGroups } from "./check-words.ts";
import { excerpt } from "./excerpt.ts";
import { figuresOf, placeWords } from "./finding-words.ts";
import type { ReportModel } from "./model.ts";
import { counted, figure } from "./numbers.ts";

/** A key figure of page one: a number and its source, without a verdict. */
export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  /** Whether the figure reports a fault of the case. */
  readonly isFault?: boolean;
}

/** As many as fit in two rows. */
const MOST_FIGURES = 8;
const STATED = "as the case states it";

/** First the figures that stand out, then counts. Figures that the case does not have are left out. */
export function keyFigures(model: ReportModel, most = MOST_FIGURES): KeyFigure[] {
  const { findings } = model;
  return [
    ...extremeFigure("Lowest ESI", findings.lowestEsi, figuresOf(model, "esi")),
    ...extremeFigure("Highest drift", findings.highestDrift, figuresOf(model, "drift")),
    ...probeFigure(model),
    ...checkFigure(model),
    ...extremeFigure("Lowest CSI", findings.lowestCsi, figuresOf(model, "csi")),
    ...extremeFigure("Highest EDM", findings.highestEdm, figuresOf(model, "edm")),
    ...counts(model),
  ].slice(0, most);
}

/** @param all the figures of every point */
function extremeFigure(
  label: string,
  found: ReportModel["findings"]["lowestEsi"],
  all: readonly number[],
): KeyFigure[] {
  if (found === undefined) return [];
  const same = all.filter((other) => other === found.figure).length;
  const hint = same > 1 ? `at ${same} of ${counted(all.length, "point")}` : placeWords(found);
  return [{ label, value: figure(found.figure), hint }];
}

function probeFigure({ findings: { strongestProbe: probe } }: ReportModel): KeyFigure[] {
  if (probe === undefined) return [];
  const { cell, regions, maskedRegion, deltaEsi } = probe;
  const place = cell === undefined ? [] : [`row ${cell.row}, column ${cell.col}`];
  const [region = maskedRegion] = regions;
  const named = region === undefined ? [] : [excerpt(region, 60)];
  const hint = [...place, ...named].join(" · ");
  return [{ label: "Strongest probe, ΔESI", value: figure(deltaEsi), hint }];
}

function checkFigure({ checks }: ReportModel): KeyFigure[] {
  const { failing, holding } = checkGroups(checks);
  const made = failing.length + holding.length;
  if (made === 0) return [];
  const label = "Checks that do not hold";
  if (failing.length === 0) {
    return [{ label, value: "none", hint: `all ${made} that can be made hold` }];
  }
  const hint = `of ${made} that can be made: listed below`;
  return [{ ...countOf(label, failing.length, hint), isFault: true }];
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
