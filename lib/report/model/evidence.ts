/** What a case says of the evidence: its matrices, its regions, and the maps that are drawn of them. */
import type { Manifest, OverlayBundle } from "../../case/schemas.ts";
import { type Domain, opened } from "../scales/linear.ts";
import { matrixWords } from "./figure-words.ts";
import { describeMatrix, type MatrixModel, readMatrix, sameMatrix } from "./matrix.ts";
import { counted } from "./numbers.ts";
import { absent, type Part, present } from "./part.ts";
import { MOST_OUTLINED, readRegions, type RegionModel, type RegionsModel } from "./regions.ts";

export interface EvidenceModel {
  readonly heatmap: Part<MatrixModel>;
  readonly evidenceMap: Part<MatrixModel>;
  readonly regions: Part<RegionsModel>;
}

/** The matrices and regions of an overlay bundle; regions in pixels are those of the image. */
export function readEvidence(
  overlay: OverlayBundle,
  image: Manifest["image_dimensions"],
): EvidenceModel {
  const heatmap = readMatrix("heatmap", overlay.heatmap);
  const given = overlay.regions ?? [];
  return {
    heatmap,
    evidenceMap: withoutRepetition(heatmap, readMatrix("evidence map", overlay.evidence_map)),
    regions:
      given.length === 0
        ? absent("The case names no evidence regions.")
        : present(readRegions(given, image)),
  };
}

function withoutRepetition(
  heatmap: Part<MatrixModel>,
  evidenceMap: Part<MatrixModel>,
): Part<MatrixModel> {
  if (heatmap.present === undefined || evidenceMap.present === undefined) return evidenceMap;
  if (!sameMatrix(heatmap.present, evidenceMap.present)) return evidenceMap;
  return absent("The evidence map holds the same numbers as the heatmap, so it is drawn once.");
}

export interface EvidenceMap {
  readonly name: string;
  /** The name where there is little room. */
  readonly shortName: string;
  readonly matrix: MatrixModel;
  /** What the ends of the palette stand for. */
  readonly domain: Domain;
  readonly caption: string;
  /** For those who cannot see it. */
  readonly words: string;
}

type Names = Pick<EvidenceMap, "name" | "shortName">;

const HEATMAP: Names = { name: "Heatmap of the evidence", shortName: "Heatmap" };
const EVIDENCE_MAP: Names = { name: "Evidence map", shortName: "Evidence map" };

/** The matrices that are there, as maps: the heatmap first. */
export function evidenceMaps({ heatmap, evidenceMap, regions }: EvidenceModel): EvidenceMap[] {
  const maps: EvidenceMap[] = [];
  const outlined = regions.present?.regions ?? [];
  const add = (names: Names, matrix: MatrixModel, domain: Domain, scale: string): void => {
    const { name } = names;
    const caption = `${name}, ${describeMatrix(matrix)}; ${scale}${outlinedWords(outlined)}.`;
    const words = matrixWords(name, matrix, outlined);
    maps.push({ ...names, matrix, domain, caption, words });
  };
  if (heatmap.present !== undefined) {
    const domain = { min: 0, max: 1 };
    add(HEATMAP, heatmap.present, domain, "the scale is 0 to 1");
  }
  if (evidenceMap.present !== undefined) {
    const domain = opened(evidenceMap.present.range);
    add(EVIDENCE_MAP, evidenceMap.present, domain, "the scale spans its own values");
  }
  return maps;
}

function outlinedWords(regions: readonly RegionModel[]): string {
  const drawn = regions.filter(({ box }) => box !== undefined).length;
  if (drawn === 0) return "";
  if (regions.length > MOST_OUTLINED) return `; the first ${MOST_OUTLINED} regions outlined`;
  return `; ${counted(drawn, "region")} outlined`;
}
