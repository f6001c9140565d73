import type { ProbeResult, ProbeSurface } from "../../case/schemas.ts";
import { decodeValue } from "./encoded-value.ts";
import { excerpt } from "./excerpt.ts";

/** A probe: what was masked, and what that changed. */
export interface Probe {
  /** Row and column of the masked cell, from 0; undefined where the probe names none. */
  readonly row: number | undefined;
  readonly col: number | undefined;
  /** Cells on each side of the grid, where the probe itself says. */
  readonly gridSize?: number | undefined;
  /** What was masked, where it is no cell of a grid: a region's id. */
  readonly region: string | undefined;
  /** The perturbation under which it was masked: `brightness at 0.8`. */
  readonly setting: string | undefined;
  readonly delta_esi: number | undefined;
  readonly delta_drift: number | undefined;
  readonly masked_esi: number | undefined;
  readonly masked_drift: number | undefined;
  readonly baseline_esi: number | undefined;
  readonly baseline_drift: number | undefined;
}

/** The probes of both forms, those of the grid first. */
export function readProbeList({ probes = [], results = [] }: ProbeSurface): Probe[] {
  return [
    ...probes.map((probe): Probe => ({
      row: probe.row,
      col: probe.col,
      region: undefined,
      setting: undefined,
      delta_esi: probe.delta_esi,
      delta_drift: probe.delta_drift,
      masked_esi: probe.masked_esi,
      masked_drift: probe.masked_drift,
      baseline_esi: undefined,
      baseline_drift: undefined,
    })),
    ...results.map(fromEngine),
  ];
}

/** How the counterfactual engine names the cells of its grid. */
const CELL = /^grid_r(\d{1,9})_c(\d{1,9})_k(\d{1,9})$/;

function fromEngine(result: ProbeResult): Probe {
  const { region_id: id, axis, value } = result.probe ?? {};
  const [, row, col, gridSize] = CELL.exec(id ?? "") ?? [];
  return {
    row: numberOf(row),
    col: numberOf(col),
    gridSize: numberOf(gridSize),
    region: row === undefined && id !== undefined ? excerpt(id) : undefined,
    setting: settingOf(axis, value),
    delta_esi: result.delta_esi,
    delta_drift: result.delta_drift,
    masked_esi: result.masked_esi,
    masked_drift: result.masked_drift,
    baseline_esi: result.baseline_esi,
    baseline_drift: result.baseline_drift,
  };
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function settingOf(
  axis: string | undefined,
  value: string | number | undefined,
): string | undefined {
  const at = value === undefined ? undefined : decodeValue(value).label;
  if (axis === undefined) return at === undefined ? undefined : `value ${at}`;
  return at === undefined ? excerpt(axis) : `${excerpt(axis)} at ${at}`;
}
