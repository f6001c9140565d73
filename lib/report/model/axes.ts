import {
  type AxisFigures,
  confidenceAxes,
  entropyAxes,
  type GivenAxis,
  type GivenPoint,
  type GivenSurfaces,
  type PointFigures,
  robustnessAxes,
} from "./given-surfaces.ts";
import type { PerturbationValue } from "./encoded-value.ts";
import { excerpt, listed } from "./excerpt.ts";
import { merged } from "./merge.ts";
import { counted } from "./numbers.ts";
import { absent, type Part, present } from "./part.ts";
import { stated } from "./stated.ts";
import { required } from "../../required.ts";

export interface PointModel extends PointFigures {
  readonly value: PerturbationValue;
  /** Where it stands: file and JSON Pointer, one for each surface that has it. */
  readonly places: readonly string[];
  /** Whether ESI and drift equal the baseline's exactly: the image is unperturbed at this point. */
  readonly unperturbed: boolean;
}

/** ESI and drift of the unperturbed image, if the case states them. */
export interface Baseline {
  readonly esi?: number | undefined;
  readonly drift?: number | undefined;
}

export interface AxisModel extends AxisFigures {
  readonly name: string;
  /** Where it stands: file and JSON Pointer, one for each surface that has it. */
  readonly places: readonly string[];
  /** The name, or words for one that is empty. */
  readonly title: string;
  /** Sorted by value if all values are numbers, else in the order of the case. */
  readonly points: readonly PointModel[];
  /** The points that have the baseline's values; may be empty. */
  readonly unperturbed: readonly PointModel[];
  /** Whether all values are numbers; else they are categories, evenly spaced in the case's order. */
  readonly numeric: boolean;
  /** What a reader must know about this axis. */
  readonly notes: readonly string[];
}

/** Over all axes, as the case states it. */
type GlobalFigures = AxisFigures;

export interface SurfaceModel extends GlobalFigures {
  readonly axes: readonly AxisModel[];
  readonly baseline: Baseline;
  readonly pointCount: number;
  readonly notes: readonly string[];
}

/**
 * The surfaces of a case as one: axes and points that several of them name are one axis and one point.
 *
 * @param planned the axes that the manifest's configuration names
 */
export function readSurface(
  surfaces: GivenSurfaces,
  planned: readonly string[],
  baseline: Baseline,
): Part<SurfaceModel> {
  const { robustness, confidence, entropy } = surfaces;
  if (robustness === undefined && confidence === undefined && entropy === undefined) {
    return absent("The case has no robustness surface.");
  }
  const axes = merged(givenAxes(surfaces), ({ name }) => name, mergedAxis);
  return present({
    ...globalFigures(surfaces),
    axes: axes.map((axis) => axisModel(axis, baseline)),
    baseline,
    pointCount: axes.reduce((sum, { points }) => sum + points.length, 0),
    notes: unmeasuredNotes(axes, planned),
  });
}

function givenAxes({ robustness, confidence, entropy }: GivenSurfaces): GivenAxis[][] {
  return [
    robustness === undefined ? [] : robustnessAxes(robustness),
    confidence === undefined ? [] : confidenceAxes(confidence),
    entropy === undefined ? [] : entropyAxes(entropy),
  ];
}

function globalFigures({ robustness, confidence, entropy }: GivenSurfaces): GlobalFigures {
  return stated({
    meanEsi: robustness?.global_mean_esi,
    varianceEsi: robustness?.global_variance_esi,
    meanDrift: robustness?.global_mean_drift,
    varianceDrift: robustness?.global_variance_drift,
    meanCsi: confidence?.global_mean_csi,
    meanConfidence: confidence?.global_mean_confidence,
    meanEdm: entropy?.global_mean_edm,
    meanEntropy: entropy?.global_mean_entropy,
    baselineEntropy: entropy?.baseline_entropy,
  });
}

function mergedAxis(one: GivenAxis, other: GivenAxis): GivenAxis {
  const points = merged<GivenPoint>([one.points, other.points], placeOf, (first, second) => ({
    ...first,
    places: [...first.places, ...second.places],
    figures: { ...first.figures, ...second.figures },
  }));
  return {
    name: one.name,
    places: [...one.places, ...other.places],
    figures: { ...one.figures, ...other.figures },
    points,
  };
}

/** Text that encodes a number is the number: `0p8` in one surface and 0.8 in another are one point. */
function placeOf({ value: { number, label } }: GivenPoint): string {
  return number === undefined ? `text ${label}` : `number ${number}`;
}

function axisModel(
  { name, places, figures, points: given }: GivenAxis,
  baseline: Baseline,
): AxisModel {
  const points = given.map((point) => pointModel(point, baseline));
  const numeric = points.every(({ value }) => value.number !== undefined);
  const ordered = numeric ? points.toSorted((one, other) => valueOf(one) - valueOf(other)) : points;
  return {
    ...figures,
    name,
    places,
    title: name === "" ? "an axis without a name" : excerpt(name),
    points: ordered,
    unperturbed: ordered.filter(({ unperturbed }) => unperturbed),
    numeric,
    notes: axisNotes(points, numeric),
  };
}

function valueOf({ value }: PointModel): number {
  return required(value.number, "a numeric axis has numbers only");
}

function pointModel({ places, value, figures }: GivenPoint, { esi, drift }: Baseline): PointModel {
  const isStated = esi !== undefined && drift !== undefined;
  const unperturbed = isStated && figures.esi === esi && figures.drift === drift;
  return { ...figures, places, value, unperturbed };
}

function axisNotes(points: readonly PointModel[], numeric: boolean): string[] {
  const notes: string[] = [];
  if (!numeric) {
    notes.push(
      "Not all values are numbers: the points stand in the order of the case and are not joined.",
    );
  }
  const beyond = points.filter(
    ({ esi, drift, csi }) => !inUnit(esi) || !inUnit(drift) || !inUnit(csi),
  ).length;
  if (beyond > 0) {
    notes.push(
      `${counted(beyond, "point")} with a value outside 0 to 1: the scale is widened to show it.`,
    );
  }
  return notes;
}

function inUnit(value: number | undefined): boolean {
  return value === undefined || (value >= 0 && value <= 1);
}

function unmeasuredNotes(axes: readonly GivenAxis[], planned: readonly string[]): string[] {
  const measured = new Set(axes.map(({ name }) => name));
  const missing = planned.filter((name) => !measured.has(name));
  if (missing.length === 0) return [];
  return [`The configuration also names axes without a surface: ${listed(missing)}.`];
}
