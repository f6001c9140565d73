/** The worst points and cells, which the report marks so that a reader finds them at once. */
import type { PointModel } from "./axes.ts";
import type { ProbeCell } from "./probes.ts";

export type Measure = "esi" | "drift" | "csi" | "edm";

/** Of these, the lowest value is the worst; of the others, the highest. */
const WORSE_BELOW: ReadonlySet<Measure> = new Set(["esi", "csi"]);

export interface WorstPoint {
  readonly point: PointModel;
  readonly value: number;
}

/** The first of the worst points; undefined if all points have the same value. */
export function worstPoint(points: readonly PointModel[], name: Measure): WorstPoint | undefined {
  const sign = WORSE_BELOW.has(name) ? 1 : -1;
  let worst: WorstPoint | undefined;
  let differs = false;
  for (const point of points) {
    const value = point[name];
    if (value === undefined) continue;
    differs ||= worst !== undefined && value !== worst.value;
    if (worst === undefined || sign * value < sign * worst.value) worst = { point, value };
  }
  return differs ? worst : undefined;
}

/** The name of the worst value of a measure: `lowest ESI`. */
export function worstName(name: Measure, legend: string): string {
  return `${WORSE_BELOW.has(name) ? "lowest" : "highest"} ${legend}`;
}

interface ProbeValues {
  readonly cells: readonly ProbeCell[];
  readonly value: "delta_esi" | "delta_drift";
}

/** The probe that worsens its value most; undefined if no probe worsens it. */
export function worstProbe({ cells, value }: ProbeValues): ProbeCell | undefined {
  const sign = value === "delta_esi" ? -1 : 1;
  const harm = (cell: ProbeCell): number => sign * (cell[value] ?? 0);
  let worst: ProbeCell | undefined;
  for (const cell of cells) {
    if (harm(cell) > (worst === undefined ? 0 : harm(worst))) worst = cell;
  }
  return worst;
}
