import { gridSizeOf, isIndex, type MaskedProbe, maskedProbes } from "./probe-list.ts";
import { type Box, imageSize, placeRegion, unitOfRegions } from "./region-units.ts";
import type { CaseArtifacts, Region } from "./schemas.ts";

/** The probe whose masking changes ESI most. */
export interface StrongestProbe {
  /** The masked cell, from 0, and the cells on each side of its grid; undefined where it masks a region. */
  readonly cell:
    | { readonly row: number; readonly col: number; readonly gridSize: number }
    | undefined;
  /** The id of the masked region, where the probe does not mask a cell. */
  readonly maskedRegion: string | undefined;
  /** The perturbation under which it was masked, where the probe names one. */
  readonly axis: string | undefined;
  readonly value: string | number | undefined;
  /** With its sign: below 0 the answer became less stable. */
  readonly deltaEsi: number;
  readonly deltaDrift: number | undefined;
  readonly where: string;
  /** Ids of the evidence regions that the masked part overlaps, in the order of the case. */
  readonly regions: readonly string[];
}

/** Returns the first of equal effects; undefined if no probe states a ΔESI. */
export function strongestProbe(artifacts: CaseArtifacts): StrongestProbe | undefined {
  const surface = artifacts.metrics?.probe_surface ?? undefined;
  const probes = maskedProbes(surface);
  let best: (MaskedProbe & { readonly delta_esi: number }) | undefined;
  for (const probe of probes) {
    const { delta_esi: delta } = probe;
    if (typeof delta !== "number") continue;
    if (best !== undefined && Math.abs(delta) <= Math.abs(best.delta_esi)) continue;
    best = { ...probe, delta_esi: delta };
  }
  if (best === undefined) return undefined;
  const cell = cellOf(best, best.gridSize ?? gridSizeOf(surface?.grid_size, probes));
  return {
    cell,
    maskedRegion: best.region,
    axis: best.axis,
    value: best.value,
    deltaEsi: best.delta_esi,
    deltaDrift: best.delta_drift ?? undefined,
    where: `metrics.json#${best.pointer}/delta_esi`,
    regions: regionsUnder(artifacts, best.region, cell),
  };
}

type Cell = NonNullable<StrongestProbe["cell"]>;

function cellOf({ row, col }: MaskedProbe, gridSize: number): Cell | undefined {
  if (!isIndex(row) || !isIndex(col) || row >= gridSize || col >= gridSize) return undefined;
  return { row, col, gridSize };
}

function regionsUnder(
  { manifest, overlay_bundle }: CaseArtifacts,
  masked: string | undefined,
  cell: Cell | undefined,
): string[] {
  const regions = overlay_bundle?.regions ?? [];
  const unit = unitOfRegions(regions);
  const image = imageSize(manifest?.image_dimensions);
  const isUnder = (region: Region): boolean => {
    if (cell === undefined) return String(region.region_id) === masked;
    const box = placeRegion(region, unit, image)?.box;
    return box !== undefined && overlapsCell(box, cell);
  };
  return regions.filter(isUnder).map(({ region_id }) => String(region_id));
}

/** Whether a cell of a grid hides a part of a box; a common edge is not enough. */
export function overlapsCell(box: Box, cell: Cell): boolean {
  return overlap(box, boxOf(cell));
}

function boxOf({ row, col, gridSize }: Cell): Box {
  return {
    left: col / gridSize,
    right: (col + 1) / gridSize,
    top: row / gridSize,
    bottom: (row + 1) / gridSize,
  };
}

/** Coordinates are rounded to six digits: an overlap narrower than this is a common edge. */
const EDGE = 1e-5;

function overlap(one: Box, other: Box): boolean {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > EDGE && height > EDGE;
}
