/** The evidence regions of two cases, matched by their ids. */
import type { Box } from "../../../case/region-units.ts";
import { figure } from "../numbers.ts";
import type { RegionModel, RegionsModel } from "../regions.ts";
import { type ColumnOf, type TableContent, tableOf } from "../tables/content.ts";
import { figureColumns } from "./axis-tables.ts";
import { type Match, matched, type Pair } from "./pair.ts";

export interface ComparedRegions {
  readonly regions: readonly Match<RegionModel>[];
  /** Whether areas of both are in the same unit. */
  readonly sameAreaUnit: boolean;
  /** What a reader must know before comparing the two. */
  readonly notes: readonly string[];
}

/** Undefined where neither case has regions. */
export function comparedRegions({ a, b }: Match<RegionsModel>): ComparedRegions | undefined {
  if (a === undefined && b === undefined) return undefined;
  const lists = { a: a?.regions ?? [], b: b?.regions ?? [] };
  const regions = matched(lists, ({ given }) => String(given.region_id));
  const sides = a === undefined || b === undefined ? undefined : { a, b };
  return {
    regions,
    sameAreaUnit: sides === undefined || sides.a.areaUnit === sides.b.areaUnit,
    notes: sides === undefined ? [] : unitNotes(sides),
  };
}

function unitNotes({ a, b }: Pair<RegionsModel>): string[] {
  return [
    ...(a.unit === b.unit
      ? []
      : [
          `The corners are in ${a.unit} in A and in ${b.unit} in B: the overlap is computed from the shares of the image.`,
        ]),
    ...(a.areaUnit === b.areaUnit
      ? []
      : [`The areas are in ${a.areaUnit} in A and in ${b.areaUnit} in B: no difference is shown.`]),
  ];
}

/** How much of both boxes together both cover, 0 to 1; undefined where a region is not drawn. */
export function overlapOf({ a, b }: Match<RegionModel>): number | undefined {
  if (a?.box === undefined || b?.box === undefined) return undefined;
  const common = areaOf({
    left: Math.max(a.box.left, b.box.left),
    right: Math.min(a.box.right, b.box.right),
    top: Math.max(a.box.top, b.box.top),
    bottom: Math.min(a.box.bottom, b.box.bottom),
  });
  const all = areaOf(a.box) + areaOf(b.box) - common;
  return all > 0 ? common / all : undefined;
}

function areaOf({ left, right, top, bottom }: Box): number {
  return Math.max(right - left, 0) * Math.max(bottom - top, 0);
}

type Row = Match<RegionModel>;

const IN_WORDS: ColumnOf<Row> = {
  head: "In",
  align: "left",
  cell: ({ a, b }) => (a === undefined ? "only B" : b === undefined ? "only A" : "both"),
};

const OVERLAP: ColumnOf<Row> = {
  head: "Overlap",
  align: "right",
  cell: (row) => {
    const overlap = overlapOf(row);
    return overlap === undefined ? undefined : figure(overlap);
  },
  empty: "–",
};

export function comparedRegionsTable({ regions, sameAreaUnit }: ComparedRegions): TableContent {
  const id: ColumnOf<Row> = { head: "Region", align: "left", cell: ({ a, b }) => (a ?? b)?.id };
  const area = figureColumns<Row>("Area", ({ a, b }) => ({ a: a?.given.area, b: b?.given.area }));
  const evidence = figureColumns<Row>("Mean evidence", ({ a, b }) => ({
    a: a?.given.mean_evidence,
    b: b?.given.mean_evidence,
  }));
  return {
    caption:
      "Every region of either case. Overlap is the share of both boxes together that both cover: 1 is the same place.",
    ...tableOf(regions, [
      id,
      IN_WORDS,
      OVERLAP,
      ...(sameAreaUnit ? area : area.slice(0, 2)),
      ...evidence,
    ]),
  };
}
