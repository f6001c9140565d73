/** The three surfaces of a case in one form, so that they can be merged axis by axis and point by point. */
import type { ConfidenceSurface, EntropySurface, RobustnessSurface } from "../../case/schemas.ts";
import { statedNumber } from "../../case/stated-number.ts";
import { decodeValue, type PerturbationValue } from "./encoded-value.ts";
import { type Figures, stated } from "./stated.ts";

/** The surfaces that a case has. */
export interface GivenSurfaces {
  readonly robustness?: RobustnessSurface | undefined;
  readonly confidence?: ConfidenceSurface | undefined;
  readonly entropy?: EntropySurface | undefined;
}

export type PointFigures = Figures<
  | "esi"
  | "drift"
  | "csi"
  | "meanConfidence"
  | "confidenceVariance"
  | "edm"
  | "meanEntropy"
  | "entropyVariance"
>;

export type AxisFigures = Figures<
  | "meanEsi"
  | "varianceEsi"
  | "meanDrift"
  | "varianceDrift"
  | "meanCsi"
  | "meanConfidence"
  | "confidenceVariance"
  | "meanEdm"
  | "meanEntropy"
  | "entropyVariance"
  | "baselineEntropy"
>;

export interface GivenPoint {
  /** Where it stands: file and JSON Pointer, one for each surface that has it. */
  readonly places: readonly string[];
  readonly value: PerturbationValue;
  readonly figures: PointFigures;
}

export interface GivenAxis {
  /** Where it stands: file and JSON Pointer, one for each surface that has it. */
  readonly places: readonly string[];
  readonly name: string;
  readonly figures: AxisFigures;
  readonly points: readonly GivenPoint[];
}

export function robustnessAxes(surface: RobustnessSurface): GivenAxis[] {
  return surface.axes.map((axis, index) => ({
    places: [`robustness_surface.json#/axes/${index}`],
    name: axis.axis,
    figures: stated({
      meanEsi: axis.mean_esi,
      varianceEsi: axis.variance_esi,
      meanDrift: axis.mean_drift,
      varianceDrift: axis.variance_drift,
    }),
    points: axis.points.map(({ value, esi, drift, csi, edm }, at) => ({
      places: [`robustness_surface.json#/axes/${index}/points/${at}`],
      value: decodeValue(value),
      figures: stated({ esi, drift, csi: statedNumber(csi), edm: statedNumber(edm) }),
    })),
  }));
}

export function confidenceAxes(surface: ConfidenceSurface): GivenAxis[] {
  return surface.confidence_surfaces.map((axis, index) => ({
    places: [`confidence_surface.json#/confidence_surfaces/${index}`],
    name: axis.axis,
    figures: stated({
      meanCsi: axis.mean_csi,
      meanConfidence: axis.overall_mean_confidence,
      confidenceVariance: axis.overall_variance,
    }),
    points: axis.points.map((point, at) => ({
      places: [`confidence_surface.json#/confidence_surfaces/${index}/points/${at}`],
      value: decodeValue(point.value),
      figures: stated({
        csi: point.csi,
        meanConfidence: point.mean_confidence,
        confidenceVariance: point.confidence_variance,
      }),
    })),
  }));
}

export function entropyAxes(surface: EntropySurface): GivenAxis[] {
  return surface.entropy_surfaces.map((axis, index) => ({
    places: [`entropy_surface.json#/entropy_surfaces/${index}`],
    name: axis.axis,
    figures: stated({
      meanEdm: axis.mean_edm,
      meanEntropy: axis.overall_mean_entropy,
      entropyVariance: axis.overall_variance,
      baselineEntropy: axis.baseline_entropy,
    }),
    points: axis.points.map((point, at) => ({
      places: [`entropy_surface.json#/entropy_surfaces/${index}/points/${at}`],
      value: decodeValue(point.value),
      figures: stated({
        edm: point.edm,
        meanEntropy: point.mean_entropy,
        entropyVariance: point.entropy_variance,
      }),
    })),
  }));
}
