/**
 * The consistency checks: whether the parts of a case agree with each other. Pure, so that the page can use it.
 * `docs/checks.md` describes every check.
 */
import type { ChecksumRecord } from "../record.ts";
import type { CaseArtifacts } from "../schemas.ts";
import { AXES, AXIS_VALUES, POINTS_NAME_THEIR_AXIS, SURFACE_POINTS_UNIQUE } from "./axes.ts";
import type { Check, CheckDefinition } from "./check.ts";
import { BASELINE_IDS, MODEL_IDS, RICH_MODE } from "./identity.ts";
import { HEATMAP_RANGE, MAP_SIZES, MATRIX_SIZES } from "./matrices.ts";
import {
  MONTE_CARLO_ORDER,
  MONTE_CARLO_RUNS,
  MONTE_CARLO_SAMPLES,
  MONTE_CARLO_SOURCES,
  MONTE_CARLO_VARIANCE,
  SEEDS,
} from "./monte-carlo.ts";
import {
  GRID_SIZES,
  PROBE_COUNT,
  PROBE_DELTAS,
  PROBE_STATISTICS,
  PROBES_ON_GRID,
  PROBES_UNIQUE,
} from "./probes.ts";
import { RECORD_OF_CHECKSUMS } from "./record-of-checksums.ts";
import { CONFIDENCE_RANGE, CSI_RANGE, EDM_RANGE } from "./rich-ranges.ts";
import { DRIFT_RANGE, ESI_RANGE } from "./robustness-ranges.ts";
import { VARIANCE_RANGE } from "./variance-range.ts";
import { REGION_MEAN_EVIDENCE } from "./region-evidence.ts";
import {
  REGION_AREAS,
  REGION_CORNERS,
  REGION_UNITS,
  REGIONS_INSIDE,
  REGIONS_UNIQUE,
} from "./regions.ts";
import {
  BASELINE_ENTROPIES,
  CONFIDENCE_STATISTICS,
  ENTROPY_STATISTICS,
  SURFACE_STATISTICS,
} from "./surface-statistics.ts";
import {
  SWEEP_COMPLETE,
  SWEEP_ENCODED_VALUES,
  SWEEP_RUNS,
  SWEEP_RUNS_UNIQUE,
  SWEEP_SEEDS,
  SWEEP_VALUES,
} from "./sweep.ts";
import { concluded } from "./check.ts";

export type { Check } from "./check.ts";

/** Every check, in the order in which a report lists them. */
export const CHECKS: readonly CheckDefinition[] = [
  RECORD_OF_CHECKSUMS,
  BASELINE_IDS,
  MODEL_IDS,
  RICH_MODE,
  SEEDS,
  AXES,
  AXIS_VALUES,
  SURFACE_POINTS_UNIQUE,
  POINTS_NAME_THEIR_AXIS,
  SURFACE_STATISTICS,
  CONFIDENCE_STATISTICS,
  ENTROPY_STATISTICS,
  BASELINE_ENTROPIES,
  PROBE_STATISTICS,
  PROBE_DELTAS,
  PROBE_COUNT,
  GRID_SIZES,
  PROBES_ON_GRID,
  PROBES_UNIQUE,
  ESI_RANGE,
  DRIFT_RANGE,
  CSI_RANGE,
  EDM_RANGE,
  CONFIDENCE_RANGE,
  VARIANCE_RANGE,
  HEATMAP_RANGE,
  MATRIX_SIZES,
  MAP_SIZES,
  REGIONS_INSIDE,
  REGION_CORNERS,
  REGION_UNITS,
  REGION_AREAS,
  REGION_MEAN_EVIDENCE,
  REGIONS_UNIQUE,
  MONTE_CARLO_ORDER,
  MONTE_CARLO_VARIANCE,
  MONTE_CARLO_SAMPLES,
  MONTE_CARLO_SOURCES,
  MONTE_CARLO_RUNS,
  SWEEP_RUNS,
  SWEEP_COMPLETE,
  SWEEP_SEEDS,
  SWEEP_VALUES,
  SWEEP_RUNS_UNIQUE,
  SWEEP_ENCODED_VALUES,
];

/** The outcome of every check, in the order of `CHECKS`. Time is linear in the size of the artifacts. */
export function checksOf(artifacts: CaseArtifacts, record?: ChecksumRecord): Check[] {
  return CHECKS.map((definition) => concluded(definition, { ...artifacts, record }));
}
