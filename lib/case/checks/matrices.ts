/** Whether the matrices of a case have the sizes and the range that they should have. */
import type { CaseArtifacts, Matrix } from "../schemas.ts";
import { compareTexts } from "./agreement.ts";
import type { CheckDefinition } from "./check.ts";
import { numberText } from "./tolerance.ts";
import { required } from "../../required.ts";

export type Rows = readonly (readonly number[])[];

/** The rows of a matrix, undefined where it was left out. */
export function rowsOf(matrix: Matrix | undefined): Rows | undefined {
  const values = matrix?.values;
  return typeof values === "string" ? undefined : (values ?? undefined);
}

function matricesOf({ overlay_bundle, metrics }: CaseArtifacts) {
  return [
    {
      where: "overlay_bundle.json#/evidence_map",
      what: "evidence map",
      matrix: overlay_bundle?.evidence_map,
    },
    { where: "overlay_bundle.json#/heatmap", what: "heatmap", matrix: overlay_bundle?.heatmap },
    {
      where: "metrics.json#/baseline_metrics/evidence_map",
      what: "evidence map of the baseline",
      matrix: metrics?.baseline_metrics?.evidence_map,
    },
  ];
}

export const MATRIX_SIZES: CheckDefinition = {
  id: "matrix_sizes",
  title: "Every matrix has as many columns and rows as it states",
  where: "overlay_bundle.json",
  needs: "a matrix that states its width or height",
  run(checked, tally) {
    for (const { where, what, matrix } of matricesOf(checked)) {
      const rows = rowsOf(matrix);
      if (matrix === undefined || matrix === null) continue;
      if (rows === undefined) {
        tally.skip(`The values of the ${what} were left out`);
        continue;
      }
      const columns = rows[0]?.length ?? 0;
      for (const [member, stated, found] of [
        ["width", matrix.width, columns],
        ["height", matrix.height, rows.length],
      ] as const) {
        if (typeof stated !== "number") continue;
        tally.expect(stated === found, () => ({
          where: `${where}/${member}`,
          what: `${member} of the ${what}`,
          stated: numberText(stated),
          computed: String(found),
        }));
      }
    }
  },
};

export const MAP_SIZES: CheckDefinition = {
  id: "map_sizes_agree",
  title: "The evidence map and the heatmap have the same size",
  where: "overlay_bundle.json",
  needs: "an evidence map and a heatmap with their values",
  run({ overlay_bundle: overlay }, tally) {
    compareTexts(tally, "columns and rows", [
      { where: "overlay_bundle.json#/evidence_map", text: sizeText(overlay?.evidence_map) },
      { where: "overlay_bundle.json#/heatmap", text: sizeText(overlay?.heatmap) },
    ]);
  },
};

function sizeText(matrix: Matrix | undefined): string | undefined {
  const rows = rowsOf(matrix);
  return rows === undefined ? undefined : `${rows[0]?.length ?? 0} × ${rows.length}`;
}

export const HEATMAP_RANGE: CheckDefinition = {
  id: "heatmap_in_range",
  title: "Every value of the heatmap lies between 0 and 1",
  where: "overlay_bundle.json#/heatmap",
  needs: "a heatmap with its values",
  run({ overlay_bundle }, tally) {
    const rows = rowsOf(overlay_bundle?.heatmap) ?? [];
    let outside = 0;
    let first:
      | { readonly row: number; readonly column: number; readonly value: number }
      | undefined;
    for (const [row, cells] of rows.entries()) {
      tally.compared += cells.length;
      // An index instead of `entries()`: a map has up to a million cells.
      for (let column = 0; column < cells.length; column += 1) {
        const value = required(cells[column], "the column lies in the row");
        if (value >= 0 && value <= 1) continue;
        outside += 1;
        first ??= { row, column, value };
      }
    }
    if (first === undefined) return;
    const { row, column, value } = first;
    tally.contradict(outside, () => ({
      where: `overlay_bundle.json#/heatmap/values/${row}/${column}`,
      what: outside === 1 ? "value of the heatmap" : `first of ${outside} values of the heatmap`,
      stated: numberText(value),
      computed: "0 to 1",
    }));
  },
};
