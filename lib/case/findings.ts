/**
 * The findings of a case: comparisons of its own numbers, without a verdict. Pure data; the report and the page
 * choose the words. A member is undefined if the case lacks the values for it.
 */
import type { Check } from "./checks/check.ts";
import { decodedNumber } from "./encoded-value.ts";
import { strongestProbe, type StrongestProbe } from "./strongest-probe.ts";
import type { CaseArtifacts } from "./schemas.ts";
import { statedNumber } from "./stated-number.ts";

/** A figure at a point of a surface. */
export interface PointFinding {
  readonly axis: string;
  /** The value in the case, and the number that it encodes, if any. */
  readonly value: string | number;
  readonly number: number | undefined;
  readonly figure: number;
  /** File and JSON Pointer of the figure. */
  readonly where: string;
}

/** The decrease of ESI along an axis. */
interface FallFinding {
  readonly axis: string;
  /** The meaning of `from`: the baseline's ESI, or the highest ESI of the axis if the case has no baseline. */
  readonly reference: "baseline" | "highest";
  readonly from: number;
  /** The lowest ESI of the axis. */
  readonly lowest: PointFinding;
  readonly fall: number;
  /** The mean over the points of the axis, computed from them. */
  readonly mean: number;
}

export interface Findings {
  readonly baselineEsi: number | undefined;
  readonly baselineDrift: number | undefined;
  readonly lowestEsi: PointFinding | undefined;
  readonly highestDrift: PointFinding | undefined;
  /** Undefined where no axis has an ESI below the reference. */
  readonly largestFall: FallFinding | undefined;
  readonly strongestProbe: StrongestProbe | undefined;
  readonly lowestCsi: PointFinding | undefined;
  readonly highestEdm: PointFinding | undefined;
  /** How many checks do not hold. */
  readonly failingChecks: number;
}

/** @param checks the outcomes for the same artifacts, from `checksOf` */
export function findingsOf(artifacts: CaseArtifacts, checks: readonly Check[]): Findings {
  const { robustness_surface: surface, metrics } = artifacts;
  const esi = esiOf(surface);
  const baseline = metrics?.baseline_metrics;
  return {
    baselineEsi: baseline?.esi ?? undefined,
    baselineDrift: baseline?.drift ?? undefined,
    ...extremesOf(surface),
    largestFall: largestFall(esi, baseline?.esi ?? undefined),
    strongestProbe: strongestProbe(artifacts),
    lowestCsi: lowestOf(csiOf(artifacts).flat()),
    highestEdm: highestOf(edmOf(artifacts).flat()),
    failingChecks: checks.filter(({ outcome }) => outcome === "does_not_hold").length,
  };
}

const ROBUSTNESS = "robustness_surface.json#/axes";

type Surface = CaseArtifacts["robustness_surface"];

/** The lowest ESI and the highest drift over all points of all axes. */
export function extremesOf(surface: Surface): Pick<Findings, "lowestEsi" | "highestDrift"> {
  const drift = figuresOf(ROBUSTNESS, "drift", surface?.axes, (point) => point.drift);
  return { lowestEsi: lowestOf(esiOf(surface).flat()), highestDrift: highestOf(drift.flat()) };
}

function esiOf(surface: Surface): PointFinding[][] {
  return figuresOf(ROBUSTNESS, "esi", surface?.axes, (point) => point.esi);
}

/** Confidence in the confidence surface, and in the robustness surface, where some cases in rich mode state it. */
function csiOf({ confidence_surface, robustness_surface }: CaseArtifacts): PointFinding[][] {
  const where = "confidence_surface.json#/confidence_surfaces";
  const own = confidence_surface?.confidence_surfaces;
  return [
    ...figuresOf(where, "csi", own, (point) => point.csi),
    ...figuresOf(ROBUSTNESS, "csi", robustness_surface?.axes, ({ csi }) => statedNumber(csi)),
  ];
}

function edmOf({ entropy_surface, robustness_surface }: CaseArtifacts): PointFinding[][] {
  const where = "entropy_surface.json#/entropy_surfaces";
  return [
    ...figuresOf(where, "edm", entropy_surface?.entropy_surfaces, (point) => point.edm),
    ...figuresOf(ROBUSTNESS, "edm", robustness_surface?.axes, ({ edm }) => statedNumber(edm)),
  ];
}

interface Point {
  readonly value: string | number;
}

/** The stated figures of each axis, in the numeric order of their values; text without a number comes last. */
function figuresOf<P extends Point>(
  where: string,
  member: string,
  axes: readonly { readonly axis: string; readonly points: readonly P[] }[] | undefined,
  figureOf: (point: P) => number | undefined,
): PointFinding[][] {
  return (axes ?? []).map(({ axis, points }, index) =>
    points
      .flatMap((point, at): PointFinding[] => {
        const figure = figureOf(point);
        if (typeof figure !== "number") return [];
        const { value } = point;
        const place = `${where}/${index}/points/${at}/${member}`;
        return [{ axis, value, number: decodedNumber(value), figure, where: place }];
      })
      .sort((one, other) => compared(one.number, other.number)),
  );
}

function compared(one: number | undefined, other: number | undefined): number {
  if (one === undefined || other === undefined) {
    return (one === undefined ? 1 : 0) - (other === undefined ? 1 : 0);
  }
  return one - other;
}

/** Takes the first of equal figures, in the order of the axes, then in the numeric order of the values. */
function lowestOf(figures: readonly PointFinding[]): PointFinding | undefined {
  return figures.reduce<PointFinding | undefined>(
    (best, next) => (best === undefined || next.figure < best.figure ? next : best),
    undefined,
  );
}

function highestOf(figures: readonly PointFinding[]): PointFinding | undefined {
  return figures.reduce<PointFinding | undefined>(
    (best, next) => (best === undefined || next.figure > best.figure ? next : best),
    undefined,
  );
}

function largestFall(
  axes: readonly (readonly PointFinding[])[],
  baseline: number | undefined,
): FallFinding | undefined {
  const falls = axes.flatMap((figures) => fallOf(figures, baseline));
  return falls.reduce<FallFinding | undefined>(
    (best, next) => (best === undefined || next.fall > best.fall ? next : best),
    undefined,
  );
}

function fallOf(figures: readonly PointFinding[], baseline: number | undefined): FallFinding[] {
  const lowest = lowestOf(figures);
  const highest = highestOf(figures);
  if (lowest === undefined || highest === undefined) return [];
  const from = baseline ?? highest.figure;
  const fall = from - lowest.figure;
  if (!(fall > 0)) return [];
  const mean = figures.reduce((sum, { figure }) => sum + figure, 0) / figures.length;
  const reference = baseline === undefined ? "highest" : "baseline";
  return [{ axis: lowest.axis, reference, from, lowest, fall, mean }];
}
