/** The maps that are drawn of a case's matrices, in words and values. */
import { type Domain, opened, unitDomain } from "../scales/linear.ts";
import type { EvidenceModel } from "./evidence.ts";
import { matrixWords } from "./figure-words.ts";
import { describeMatrix, type MatrixModel } from "./matrix.ts";
import { counted, figure, tickLabel } from "./numbers.ts";
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
  const shared = sharedScale([heatmap.present, evidenceMap.present, baselineMap.present]);
  return [
    ...mapOf(HEATMAP, heatmap.present, shared ?? unitScale, outlined),
    ...mapOf(EVIDENCE_MAP, evidenceMap.present, shared ?? ownScale, outlined),
    ...mapOf(BASELINE_MAP, baselineMap.present, shared ?? ownScale, outlined),
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

/** A map whose values span less than this share of a common scale would be of one colour on it. */
const LEAST_SHARE = 0.25;

/** One scale for all maps, so that equal values have equal colours; undefined where their values differ too much. */
function sharedScale(matrices: readonly (MatrixModel | undefined)[]): (() => Scale) | undefined {
  const ranges = matrices.flatMap((matrix) => (matrix === undefined ? [] : [matrix.range]));
  if (ranges.length < 2) return undefined;
  const domain = unitDomain(ranges.flatMap(({ min, max }) => [min, max]));
  // Halved first, so that no span overflows.
  const least = (domain.max / 2 - domain.min / 2) * LEAST_SHARE;
  if (ranges.some(({ min, max }) => max / 2 - min / 2 < least)) return undefined;
  const scale = `${figure(domain.min)} to ${figure(domain.max)}`;
  const words = domain.min === 0 && domain.max === 1 ? "0 to 1" : scale;
  return () => ({ domain, words: `the scale is ${words} on all maps` });
}

/** A heatmap should have values from 0 to 1. Values outside are shown, and the caption says so. */
function unitScale({ range }: MatrixModel): Scale {
  const domain = unitDomain([range.min, range.max]);
  if (domain.min === 0 && domain.max === 1) return { domain, words: "the scale is 0 to 1" };
  const widened = `${tickLabel(domain.min)} to ${tickLabel(domain.max)}`;
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
