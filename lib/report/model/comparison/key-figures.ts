/** The figures of two cases beside each other: those that stand out, then what the cases state, then counts. */
import { checkGroups } from "../check-words.ts";
import { excerpt } from "../excerpt.ts";
import { placeWords } from "../finding-words.ts";
import type { ReportModel } from "../model.ts";
import { exact, figure } from "../numbers.ts";
import { differenceOf, ofBoth, type Pair, signed, signedCount } from "./pair.ts";

interface StatedFigure {
  readonly value: number;
  readonly text: string;
  /** Where it is; empty where it belongs to the case as a whole. */
  readonly hint: string;
}

export interface ComparedFigure {
  readonly label: string;
  readonly a: StatedFigure | undefined;
  readonly b: StatedFigure | undefined;
  /** B minus A with its sign; undefined where one of them does not state it. */
  readonly difference: string | undefined;
  readonly differs: boolean;
}

interface Measure {
  readonly label: string;
  readonly of: (model: ReportModel) => StatedFigure | undefined;
  readonly isCount?: boolean;
}

const MEASURES: readonly Measure[] = [
  { label: "Lowest ESI", of: ({ findings }) => atPoint(findings.lowestEsi) },
  { label: "Highest drift", of: ({ findings }) => atPoint(findings.highestDrift) },
  { label: "Baseline ESI", of: ({ findings }) => stated(findings.baselineEsi) },
  { label: "Baseline drift", of: ({ findings }) => stated(findings.baselineDrift) },
  {
    label: "Largest fall of ESI",
    of: ({ findings: { largestFall: found } }) =>
      found && { ...figureOf(found.fall), hint: placeWords(found.lowest) },
  },
  { label: "Strongest probe, ΔESI", of: strongestProbe },
  { label: "Lowest CSI", of: ({ findings }) => atPoint(findings.lowestCsi) },
  { label: "Highest EDM", of: ({ findings }) => atPoint(findings.highestEdm) },
  { label: "Global mean ESI", of: ({ surface }) => stated(surface.present?.meanEsi) },
  { label: "Global mean drift", of: ({ surface }) => stated(surface.present?.meanDrift) },
  { label: "Global mean CSI", of: ({ surface }) => stated(surface.present?.meanCsi) },
  { label: "Global mean EDM", of: ({ surface }) => stated(surface.present?.meanEdm) },
  {
    label: "Mean log-probability",
    of: ({ artifacts }) => stated(artifacts.metrics?.mean_logprob),
  },
  count("Token count", ({ artifacts }) => artifacts.metrics?.token_count),
  count("Checks that do not hold", ({ checks }) =>
    checks.length === 0 ? undefined : checkGroups(checks).failing.length,
  ),
  count("Perturbation axes", ({ surface }) => surface.present?.axes.length),
  count("Points", ({ surface }) => surface.present?.pointCount),
  count("Probes", ({ probes }) => probes.present?.probes.length),
  count("Evidence regions", ({ evidence }) => evidence.regions.present?.regions.length),
  count("Runs of the sweep", ({ sweep }) => sweep.present?.runs.length),
  count(
    "Monte Carlo samples",
    ({ sampling }) => sampling.present?.sources[0]?.monteCarlo.n_samples,
  ),
];

/** Figures that neither case has are left out. */
export function comparedFigures(models: Pair<ReportModel>): ComparedFigure[] {
  return MEASURES.flatMap(({ label, of, isCount = false }) => {
    const { a, b } = ofBoth(models, of);
    if (a === undefined && b === undefined) return [];
    const difference = differenceOf({ a: a?.value, b: b?.value });
    const written = isCount ? signedCount : signed;
    const words = difference === undefined ? undefined : written(difference);
    return [{ label, a, b, difference: words, differs: a?.value !== b?.value }];
  });
}

function figureOf(value: number): Omit<StatedFigure, "hint"> {
  return { value, text: figure(value) };
}

function stated(value: number | undefined): StatedFigure | undefined {
  return value === undefined ? undefined : { ...figureOf(value), hint: "" };
}

function atPoint(found: ReportModel["findings"]["lowestEsi"]): StatedFigure | undefined {
  return found && { ...figureOf(found.figure), hint: placeWords(found) };
}

function count(label: string, of: (model: ReportModel) => number | undefined): Measure {
  const counted = (model: ReportModel): StatedFigure | undefined => {
    const value = of(model);
    return value === undefined ? undefined : { value, text: exact(value), hint: "" };
  };
  return { label, of: counted, isCount: true };
}

function strongestProbe({ findings }: ReportModel): StatedFigure | undefined {
  const { strongestProbe: probe } = findings;
  if (probe === undefined) return undefined;
  const { cell, maskedRegion, deltaEsi } = probe;
  const place =
    cell && `row ${cell.row}, column ${cell.col} of ${cell.gridSize} × ${cell.gridSize}`;
  return { ...figureOf(deltaEsi), hint: place ?? excerpt(maskedRegion ?? "", 60) };
}
