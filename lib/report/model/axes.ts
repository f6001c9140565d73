import type { Metrics, RobustnessSurface } from "../../case/schemas.ts";
import { decodeValue, type PerturbationValue } from "./encoded-value.ts";
import { excerpt, listed } from "./excerpt.ts";
import { counted, exact } from "./numbers.ts";
import { absent, type Part, present } from "./part.ts";

export interface PointModel {
  readonly value: PerturbationValue;
  readonly esi: number;
  readonly drift: number;
  /** Confidence Stability Index and Entropy Drift Metric, which a case in rich mode adds. */
  readonly csi: number | undefined;
  readonly edm: number | undefined;
  /** Whether ESI and drift are exactly the baseline's: where the image is as it was. */
  readonly unperturbed: boolean;
}

/** ESI and drift of the unperturbed image. */
export type Baseline = Metrics["baseline_metrics"];

export interface AxisModel {
  readonly name: string;
  /** The name, or words for one that is empty. */
  readonly title: string;
  readonly meanEsi: number;
  readonly meanDrift: number;
  readonly varianceEsi: number;
  readonly varianceDrift: number;
  readonly points: readonly PointModel[];
  /** The points that have the baseline's values; none where the case measured none. */
  readonly unperturbed: readonly PointModel[];
  /** Whether all values are numbers; else they are categories, evenly spaced in the case's order. */
  readonly numeric: boolean;
  /** What a reader must know about this axis. */
  readonly notes: readonly string[];
}

export interface SurfaceModel {
  readonly axes: readonly AxisModel[];
  readonly baseline: Baseline;
  readonly meanEsi: number;
  readonly meanDrift: number;
  readonly varianceEsi: number;
  readonly varianceDrift: number;
  readonly pointCount: number;
  readonly notes: readonly string[];
}

/** The surface with its values decoded; `planned` are the axes that the manifest's configuration names. */
export function readSurface(
  surface: RobustnessSurface,
  planned: readonly string[],
  baseline: Baseline,
): Part<SurfaceModel> {
  if (surface.axes.length === 0) {
    const { global_mean_esi: esi, global_mean_drift: drift } = surface;
    return absent(
      "The case has no perturbation axes, so there is no robustness surface to show. All the same it " +
        `states global means: ESI ${exact(esi)}, drift ${exact(drift)}.`,
    );
  }
  const axes = surface.axes.map((axis) => readAxis(axis, baseline));
  return present({
    axes,
    baseline,
    meanEsi: surface.global_mean_esi,
    meanDrift: surface.global_mean_drift,
    varianceEsi: surface.global_variance_esi,
    varianceDrift: surface.global_variance_drift,
    pointCount: axes.reduce((sum, axis) => sum + axis.points.length, 0),
    notes: unmeasuredNotes(axes, planned),
  });
}

type GivenAxis = RobustnessSurface["axes"][number];

function readAxis(axis: GivenAxis, baseline: Baseline): AxisModel {
  const points = axis.points.map((point) => readPoint(point, baseline));
  const numeric = points.every(({ value }) => value.number !== undefined);
  return {
    name: axis.axis,
    title: axis.axis === "" ? "an axis without a name" : excerpt(axis.axis),
    meanEsi: axis.mean_esi,
    meanDrift: axis.mean_drift,
    varianceEsi: axis.variance_esi,
    varianceDrift: axis.variance_drift,
    points,
    unperturbed: points.filter(({ unperturbed }) => unperturbed),
    numeric,
    notes: axisNotes(points, numeric),
  };
}

function readPoint(point: GivenAxis["points"][number], baseline: Baseline): PointModel {
  const { value, esi, drift, csi, edm } = point;
  return {
    value: decodeValue(value),
    esi,
    drift,
    csi: numberIn(csi),
    edm: numberIn(edm),
    unperturbed: esi === baseline.esi && drift === baseline.drift,
  };
}

/** The schema does not name these members, so anything may be in them. */
function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function axisNotes(points: readonly PointModel[], numeric: boolean): string[] {
  const notes: string[] = [];
  if (!numeric) {
    notes.push("Some values are not numbers: all are evenly spaced, in the order of the case.");
  }
  const beyond = points.filter((point) => !inUnit(point.esi) || !inUnit(point.drift)).length;
  if (beyond > 0) {
    notes.push(
      `${counted(beyond, "point")} with a value outside 0 to 1: the scale is widened to show it.`,
    );
  }
  return notes;
}

function inUnit(value: number): boolean {
  return value >= 0 && value <= 1;
}

function unmeasuredNotes(axes: readonly AxisModel[], planned: readonly string[]): string[] {
  const measured = new Set(axes.map(({ name }) => name));
  const missing = planned.filter((name) => !measured.has(name));
  if (missing.length === 0) return [];
  return [`The configuration also names axes without a surface: ${listed(missing)}.`];
}
