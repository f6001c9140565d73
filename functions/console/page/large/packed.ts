/** The matrices of a case in a form that passes from thread to thread without being copied. */
import { matrixEntries } from "../../../../lib/report/geometry/map-entries.ts";
import type { CaseArtifacts, Matrix } from "../../../../lib/case/schemas.ts";
import { evidenceMaps } from "../../../../lib/report/model/evidence-maps.ts";
import type { EvidenceModel } from "../../../../lib/report/model/evidence.ts";
import type { MatrixModel } from "../../../../lib/report/model/matrix.ts";
import { type Part, present } from "../../../../lib/report/model/part.ts";
import type { Raster } from "../figures/raster-model.ts";

/** What is drawn of the matrices of a case; a raster for each of its maps. */
export interface DrawableEvidence {
  readonly evidence: EvidenceModel;
  readonly rasters: readonly Raster[];
}

/** The artifacts without the numbers of their matrices. */
export function withoutNumbers(artifacts: CaseArtifacts): CaseArtifacts {
  const { overlay_bundle: overlay, metrics } = artifacts;
  const baseline = metrics?.baseline_metrics;
  return {
    ...artifacts,
    overlay_bundle: overlay && {
      ...overlay,
      heatmap: frameOf(overlay.heatmap),
      evidence_map: frameOf(overlay.evidence_map),
    },
    metrics: metrics && {
      ...metrics,
      baseline_metrics: baseline && { ...baseline, evidence_map: frameOf(baseline.evidence_map) },
    },
  };
}

function frameOf(matrix: Matrix | undefined): Matrix | undefined {
  return typeof matrix?.values === "object" ? { ...matrix, values: undefined } : matrix;
}

/** The evidence with its numbers in one buffer for each matrix, and with its colours. */
export function drawable(evidence: EvidenceModel): DrawableEvidence {
  const packed = {
    ...evidence,
    heatmap: packedPart(evidence.heatmap),
    evidenceMap: packedPart(evidence.evidenceMap),
    baselineMap: packedPart(evidence.baselineMap),
  };
  const maps = evidenceMaps(packed);
  return {
    evidence: packed,
    rasters: maps.map(({ matrix, domain }) => matrixEntries(matrix, domain)),
  };
}

function packedPart(part: Part<MatrixModel>): Part<MatrixModel> {
  return part.present === undefined ? part : present(packedMatrix(part.present));
}

function packedMatrix(matrix: MatrixModel): MatrixModel {
  const { width, height } = matrix;
  const cells = new Float64Array(width * height);
  const rows = matrix.rows.map((row, index) => {
    cells.set(row, index * width);
    return cells.subarray(index * width, (index + 1) * width);
  });
  return { ...matrix, rows };
}

/** The memory that goes with the evidence to another thread. */
export function buffersOf({ evidence, rasters }: DrawableEvidence): ArrayBuffer[] {
  const { heatmap, evidenceMap, baselineMap } = evidence;
  const rows = [heatmap, evidenceMap, baselineMap].map(({ present: matrix }) => matrix?.rows[0]);
  const cells = rows.flatMap((row) => (row instanceof Float64Array ? [row.buffer] : []));
  return [...cells, ...rasters.map(({ entries }) => entries.buffer)].filter(
    (buffer) => buffer instanceof ArrayBuffer,
  );
}
