/** Which probes change most, and which regions they hide: comparisons of the case's own numbers. */
import { overlapsCell } from "../../case/strongest-probe.ts";
import type { Probe } from "./probe-list.ts";
import type { ProbesModel } from "./probes.ts";
import type { RegionModel } from "./regions.ts";
import { required } from "../../required.ts";

/** The probes by the size of what they change: ΔESI first, Δdrift among equals, else as in the case. */
export function rankedProbes(probes: readonly Probe[]): Probe[] {
  return probes.toSorted(
    (one, other) =>
      sizeOf(other.delta_esi) - sizeOf(one.delta_esi) ||
      sizeOf(other.delta_drift) - sizeOf(one.delta_drift),
  );
}

/** Sorts after every size if the case states no difference. */
function sizeOf(change: number | undefined): number {
  return change === undefined ? -1 : Math.abs(change);
}

/** Whether a probe hides a part of a region: it names the region, or its cell overlaps the box. */
export function hides(probe: Probe, { id, box }: RegionModel, gridSize: number): boolean {
  if (probe.region !== undefined) return probe.region === id;
  const { row, col } = probe;
  if (row === undefined || col === undefined || box === undefined) return false;
  return overlapsCell(box, { row, col, gridSize });
}

/** A region and the probe that changes most of those that hide a part of it. */
export interface RegionEffect {
  readonly region: RegionModel;
  readonly probe: Probe;
}

/** With more regions than this, comparing each with every probe would cost too much. */
export const MOST_RANKED = 500;

/** The regions by the size of their effect; those that no probe hides are left out. */
export function regionEffects(
  regions: readonly RegionModel[],
  { probes, gridSize }: ProbesModel,
): RegionEffect[] {
  const ranked = rankedProbes(probes);
  const order = new Map(ranked.map((probe, index) => [probe, index]));
  const placeOf = (probe: Probe): number => required(order.get(probe), "the probe was ranked");
  return regions
    .slice(0, MOST_RANKED)
    .flatMap((region) => {
      const probe = ranked.find((candidate) => hides(candidate, region, gridSize));
      return probe === undefined ? [] : [{ region, probe }];
    })
    .toSorted((one, other) => placeOf(one.probe) - placeOf(other.probe));
}
