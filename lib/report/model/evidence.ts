/** The evidence of a case: its matrices and its regions. */
import { imageSize, type Size } from "../../case/region-units.ts";
import type { Manifest, Matrix, Metrics, OverlayBundle } from "../../case/schemas.ts";
import { type MatrixModel, readMatrix, sameMatrix } from "./matrix.ts";
import { absent, type Part, present } from "./part.ts";
import { readRegions, type RegionsModel } from "./regions.ts";

export interface EvidenceModel {
  readonly heatmap: Part<MatrixModel>;
  readonly evidenceMap: Part<MatrixModel>;
  /** The evidence map that the metrics give for the baseline. */
  readonly baselineMap: Part<MatrixModel>;
  readonly regions: Part<RegionsModel>;
  /** The size of the image, for its proportions: the stated size, or else the size of a matrix. */
  readonly image: Size;
  /** The total area of the evidence, as the case states it. */
  readonly statedTotalArea: number | undefined;
  /** Why matrices that the case has are not drawn. */
  readonly notes: readonly string[];
}

interface EvidenceSource {
  readonly manifest?: Manifest | undefined;
  readonly metrics?: Metrics | undefined;
  readonly overlay?: OverlayBundle | undefined;
}

/** The matrices and regions of a case. Pixel coordinates refer to the image if its size is known, else to a matrix. */
export function readEvidence({ manifest, metrics, overlay }: EvidenceSource): EvidenceModel {
  const given: GivenMaps = {
    heatmap: overlay?.heatmap,
    evidenceMap: overlay?.evidence_map,
    baselineMap: metrics?.baseline_metrics?.evidence_map,
  };
  const { heatmap, evidenceMap, baselineMap } = readMaps(given);
  const known =
    imageSize(manifest?.image_dimensions) ?? firstPresent([heatmap, evidenceMap, baselineMap]);
  const maps = {
    heatmap,
    evidenceMap: withoutRepetition("The evidence map", evidenceMap, [["the heatmap", heatmap]]),
    baselineMap: withoutRepetition("The baseline’s evidence map, in metrics.json,", baselineMap, [
      ["the heatmap", heatmap],
      ["the evidence map", evidenceMap],
    ]),
  };
  return {
    ...maps,
    regions: regionsIn(overlay, known),
    image: known ?? SQUARE,
    statedTotalArea: overlay?.total_evidence_area,
    notes: [
      ...noteOf(given.heatmap, maps.heatmap),
      ...noteOf(given.evidenceMap, maps.evidenceMap),
      ...noteOf(given.baselineMap, maps.baselineMap),
    ],
  };
}

interface GivenMaps {
  readonly heatmap: Matrix | undefined;
  readonly evidenceMap: Matrix | undefined;
  readonly baselineMap: Matrix | undefined;
}

function readMaps({ heatmap, evidenceMap, baselineMap }: GivenMaps) {
  return {
    heatmap: readMatrix("heatmap", heatmap),
    evidenceMap: readMatrix("evidence map", evidenceMap),
    baselineMap: readMatrix("evidence map of the baseline", baselineMap),
  };
}

function regionsIn(
  overlay: OverlayBundle | undefined,
  image: Size | undefined,
): Part<RegionsModel> {
  const given = overlay?.regions ?? [];
  if (given.length === 0) return absent("The case names no evidence regions.");
  return present(readRegions(given, image));
}

/** The sentence about a matrix that the case has but the report does not draw. */
function noteOf(given: Matrix | undefined, { absent: sentence }: Part<MatrixModel>): string[] {
  return given === undefined || sentence === undefined ? [] : [sentence];
}

const SQUARE: Size = { width: 1, height: 1 };

function firstPresent(matrices: readonly Part<MatrixModel>[]): Size | undefined {
  return matrices.find((matrix) => matrix.present !== undefined)?.present;
}

/** The sentence in place of a matrix that equals one that is drawn. */
function withoutRepetition(
  name: string,
  matrix: Part<MatrixModel>,
  others: readonly (readonly [name: string, matrix: Part<MatrixModel>])[],
): Part<MatrixModel> {
  const { present: own } = matrix;
  if (own === undefined) return matrix;
  const same = others.find(
    ([, { present: other }]) => other !== undefined && sameMatrix(other, own),
  );
  if (same === undefined) return matrix;
  return absent(`${name} holds the same numbers as ${same[0]}, so it is drawn once.`);
}
