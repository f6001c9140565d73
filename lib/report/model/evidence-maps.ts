/** The maps that are drawn of a case's matrices, in words and values. */
import { type Domain, opened, unitDomain } from "../scales/linear.ts";
import type { EvidenceModel } from "./evidence.ts";
import { matrixWords } from "./figure-words.ts";
import { describeMatrix, type MatrixModel } from "./matrix.ts";
import { counted, exact } from "./numbers.ts";
import { MOST_OUTLINED, type RegionModel } from "./regions.ts";

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
const BASELINE_MAP: Names = {
  name: "Evidence map of the baseline, from metrics.json",
  shortName: "Baseline",
};

interface Scale {
  readonly domain: Domain;
  readonly words: string;
}

/** The matrices that are there, as maps: the heatmap first. */
export function evidenceMaps(evidence: EvidenceModel): EvidenceMap[] {
  const { heatmap, evidenceMap, baselineMap, regions } = evidence;
  const outlined = regions.present?.regions ?? [];
  return [
    ...mapOf(HEATMAP, heatmap.present, unitScale, outlined),
    ...mapOf(EVIDENCE_MAP, evidenceMap.present, ownScale, outlined),
    ...mapOf(BASELINE_MAP, baselineMap.present, ownScale, outlined),
  ];
}

function mapOf(
  names: Names,
  matrix: MatrixModel | undefined,
  scaleOf: (matrix: MatrixModel) => Scale,
  outlined: readonly RegionModel[],
): EvidenceMap[] {
  if (matrix === undefined) return [];
  const { domain, words: scale } = scaleOf(matrix);
  const { name } = names;
  const caption = `${name}, ${describeMatrix(matrix)}; ${scale}${outlinedWords(outlined)}.`;
  return [{ ...names, matrix, domain, caption, words: matrixWords(name, matrix, outlined) }];
}

/** A heatmap is meant to run from 0 to 1: what lies outside is shown, and said. */
function unitScale({ range }: MatrixModel): Scale {
  const domain = unitDomain([range.min, range.max]);
  if (domain.min === 0 && domain.max === 1) return { domain, words: "the scale is 0 to 1" };
  const widened = `${exact(domain.min)} to ${exact(domain.max)}`;
  return { domain, words: `the scale is widened to ${widened}, for values outside 0 to 1` };
}

function ownScale({ range }: MatrixModel): Scale {
  return { domain: opened(range), words: "the scale spans its own values" };
}

function outlinedWords(regions: readonly RegionModel[]): string {
  const drawn = regions.filter(({ box }) => box !== undefined).length;
  if (drawn === 0) return "";
  if (regions.length > MOST_OUTLINED) return `; the first ${MOST_OUTLINED} regions outlined`;
  return `; ${counted(drawn, "region")} outlined`;
}

/** The caption of a drawing of the regions alone. */
export function outlinesWords(regions: readonly RegionModel[]): string {
  const drawn = outlinedWords(regions).replace(/^; /, "");
  return `Where the regions lie on the image: ${drawn}. The case has no matrix to draw below them.`;
}
