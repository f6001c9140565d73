/** Whether a region's stated mean evidence can be the mean of cells of its box. */
import { imageSize, placeRegion, type Size, unitOfRegions } from "../region-units.ts";
import type { Region } from "../schemas.ts";
import type { CheckDefinition } from "./check.ts";
import { type Rows, rowsOf } from "./matrices.ts";
import { areaUnits, regionWords } from "./regions.ts";
import { type Cells, meansOfCells } from "./selected-means.ts";
import type { Tally } from "./tally.ts";
import { agrees, computedText, numberText, unitOfLastDigit } from "./tolerance.ts";

const WHERE = "overlay_bundle.json#/regions";

/** Boxes may overlap; together they may visit at most this many times the cells of the map. */
const MOST_VISITS = 4;

/**
 * The artifacts do not say which cells of its box belong to a region, only how many (its area). The mean
 * of n cells lies between the mean of the n lowest and that of the n highest cells of the box; where the
 * region fills its box, all three are the same.
 */
export const REGION_MEAN_EVIDENCE: CheckDefinition = {
  id: "region_mean_evidence",
  title: "Every region’s mean evidence fits the evidence map inside its box",
  where: WHERE,
  needs: "regions with a mean evidence, and an evidence map with its values",
  run({ manifest, overlay_bundle: overlay }, tally) {
    const map = mapOf(rowsOf(overlay?.evidence_map));
    if (map === undefined) return;
    const image = imageSize(manifest?.image_dimensions);
    let visits = MOST_VISITS * map.rows.length * map.columns;
    for (const placed of placedRegions(overlay?.regions ?? [], image, map)) {
      const { cells } = placed;
      if (typeof placed.region.mean_evidence !== "number") continue;
      if (cells === undefined) {
        tally.skip(`The box of ${regionWords(placed.region)} covers no cell of the map`);
        continue;
      }
      visits -= (cells.right - cells.left) * (cells.bottom - cells.top);
      if (visits < 0) {
        tally.skip("The boxes of the regions cover the map too many times");
        return;
      }
      compareMean(tally, map.rows, placed, cells);
    }
  },
};

interface EvidenceMap {
  readonly rows: Rows;
  readonly columns: number;
}

function mapOf(rows: Rows | undefined): EvidenceMap | undefined {
  const columns = rows?.[0]?.length ?? 0;
  return rows === undefined || columns === 0 ? undefined : { rows, columns };
}

function compareMean(
  tally: Tally,
  rows: Rows,
  { region, index, count }: PlacedCells,
  cells: Cells,
): void {
  const stated = region.mean_evidence ?? 0;
  const means = meansOfCells(rows, cells, count);
  if (means === undefined) {
    tally.skip("The values of the evidence map are too large to compute their mean");
    return;
  }
  const { lowest, highest } = means;
  const between = stated >= lowest.value && stated <= highest.value;
  tally.expect(between || agrees(stated, lowest) || agrees(stated, highest), () => ({
    where: `${WHERE}/${index}/mean_evidence`,
    what: `mean evidence of ${regionWords(region)}`,
    stated: numberText(stated),
    computed: rangeText(computedText(lowest.value), computedText(highest.value)),
  }));
}

function rangeText(lowest: string, highest: string): string {
  return lowest === highest ? lowest : `${lowest} to ${highest}`;
}

/** A region with the cells that its box covers, if any, and how many of them it has at least. */
interface PlacedCells {
  readonly region: Region;
  readonly index: number;
  readonly cells: Cells | undefined;
  readonly count: number;
}

function placedRegions(
  regions: readonly Region[],
  image: Size | undefined,
  { rows, columns }: EvidenceMap,
): PlacedCells[] {
  const unit = unitOfRegions(regions);
  const units = areaUnits(regions);
  // A map that has the image's size does not need the stated one.
  const size = image ?? { width: columns, height: rows.length };
  const whole = rows.length * columns;
  const perUnit = unit === "pixels" ? whole / (size.width * size.height) : whole;
  return regions.map((region, index) => {
    const box = placeRegion(region, unit, size)?.box;
    const cells =
      box === undefined
        ? undefined
        : nonEmpty({
            left: edge(box.left * columns, Math.floor),
            right: edge(box.right * columns, Math.ceil),
            top: edge(box.top * rows.length, Math.floor),
            bottom: edge(box.bottom * rows.length, Math.ceil),
          });
    // An area in another unit than the coordinates says nothing about the number of cells.
    const count = units?.agree === true ? leastCells(region.area, perUnit) : 1;
    return { region, index, cells, count };
  });
}

/** Coordinates are rounded: an edge this close to one between two cells is that edge. */
const EDGE = 0.01;

function edge(place: number, outwards: (place: number) => number): number {
  const nearest = Math.round(place);
  return Math.abs(place - nearest) <= EDGE ? nearest : outwards(place);
}

function nonEmpty(cells: Cells): Cells | undefined {
  return cells.right > cells.left && cells.bottom > cells.top ? cells : undefined;
}

/** With fewer cells the two means lie further apart, so a rounded area counts as the least that it can be. */
function leastCells(area: number | undefined, perUnit: number): number {
  if (typeof area !== "number") return 1;
  return Math.max(1, Math.ceil((area - unitOfLastDigit(area)) * perUnit - 1e-6));
}
