import type { Metrics, ProbeResult } from "./schemas.ts";

type ProbeSurface = NonNullable<Metrics["probe_surface"]>;

/** A probe in either form: the masked part, and the changes that masking caused. */
export interface MaskedProbe {
  /** Its JSON Pointer within `metrics.json`. */
  readonly pointer: string;
  /** Row and column of the masked cell, from 0; undefined where the probe names none. */
  readonly row: number | undefined;
  readonly col: number | undefined;
  /** Cells on each side of the grid, where the probe itself says. */
  readonly gridSize: number | undefined;
  /** What was masked, where it is not a cell of a grid: the id of a region. */
  readonly region: string | undefined;
  /** The perturbation under which the region was masked. */
  readonly axis: string | undefined;
  readonly value: string | number | undefined;
  readonly delta_esi: number | undefined;
  readonly delta_drift: number | undefined;
  readonly masked_esi: number | undefined;
  readonly masked_drift: number | undefined;
  readonly baseline_esi: number | undefined;
  readonly baseline_drift: number | undefined;
}

/** The probes of a case, those of the grid first; empty if it has no probes. */
export function maskedProbes(surface: ProbeSurface | undefined): readonly MaskedProbe[] {
  const grid = (surface?.probes ?? []).map((probe, index): MaskedProbe => {
    const { row, col, delta_esi, delta_drift, masked_esi, masked_drift } = probe;
    return {
      pointer: `/probe_surface/probes/${index}`,
      row: row ?? undefined,
      col: col ?? undefined,
      gridSize: undefined,
      region: undefined,
      axis: undefined,
      value: undefined,
      delta_esi,
      delta_drift,
      masked_esi,
      masked_drift,
      baseline_esi: undefined,
      baseline_drift: undefined,
    };
  });
  return [...grid, ...(surface?.results ?? []).map(fromEngine)];
}

/** How the counterfactual engine names the cells of its grid. */
const CELL = /^grid_r(\d{1,9})_c(\d{1,9})_k(\d{1,9})$/;

function fromEngine(result: ProbeResult, index: number): MaskedProbe {
  const { delta_esi, delta_drift, masked_esi, masked_drift } = result;
  const id = result.probe?.region_id ?? undefined;
  const [, row, col, size] = CELL.exec(id ?? "") ?? [];
  return {
    pointer: `/probe_surface/results/${index}`,
    row: numberOf(row),
    col: numberOf(col),
    gridSize: numberOf(size),
    region: row === undefined ? id : undefined,
    axis: result.probe?.axis ?? undefined,
    value: result.probe?.value ?? undefined,
    delta_esi,
    delta_drift,
    masked_esi,
    masked_drift,
    baseline_esi: result.baseline_esi,
    baseline_drift: result.baseline_drift,
  };
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

/** Cells on each side: as stated, else as the probes' ids say, else the smallest grid that holds them all. */
export function gridSizeOf(stated: number | undefined, probes: readonly MaskedProbe[]): number {
  if (isIndex(stated)) return stated;
  let size = 0;
  for (const { row, col, gridSize } of probes) {
    if (isIndex(row)) size = Math.max(size, row + 1);
    if (isIndex(col)) size = Math.max(size, col + 1);
    if (gridSize !== undefined) size = Math.max(size, gridSize);
  }
  return size;
}

/** Whether a number can be a row, a column or a count. */
export function isIndex(value: number | undefined): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
