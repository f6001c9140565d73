import { hides, MOST_RANKED, type RegionEffect } from "../effects.ts";
import { type Marks, NO_MARKS } from "../marks.ts";
import { exact } from "../numbers.ts";
import type { Probe } from "../probe-list.ts";
import type { ProbesModel } from "../probes.ts";
import type { RegionModel } from "../regions.ts";
import { type ColumnOf, numberColumn, type TableContent, tableOf } from "./content.ts";

interface Difference {
  readonly name: string;
  readonly measure: "esi" | "drift";
  readonly mean: number | undefined;
  readonly variance: number | undefined;
  readonly meanSize: number | undefined;
  readonly largestSize: number | undefined;
}

const STATISTICS: readonly ColumnOf<Difference>[] = [
  { head: "Difference", align: "left", cell: ({ name }) => name },
  numberColumn("Mean", ({ mean }) => mean, statedAs("mean_delta")),
  numberColumn("Variance", ({ variance }) => variance, statedAs("variance_delta")),
  numberColumn("Mean size", ({ meanSize }) => meanSize, statedAs("mean_abs_delta")),
  numberColumn("Largest size", ({ largestSize }) => largestSize, statedAs("max_abs_delta")),
];

function statedAs(statistic: string) {
  return ({ measure }: Difference): string[] => [
    `metrics.json#/probe_surface/${statistic}_${measure}`,
  ];
}

/** The statistics of the differences as the case states them; no rows if it states none. */
export function probeStatistics({ surface }: ProbesModel, marks: Marks = NO_MARKS): TableContent {
  const differences: Difference[] = [
    {
      name: "ΔESI",
      measure: "esi",
      mean: surface.mean_delta_esi,
      variance: surface.variance_delta_esi,
      meanSize: surface.mean_abs_delta_esi,
      largestSize: surface.max_abs_delta_esi,
    },
    {
      name: "Δdrift",
      measure: "drift",
      mean: surface.mean_delta_drift,
      variance: surface.variance_delta_drift,
      meanSize: surface.mean_abs_delta_drift,
      largestSize: surface.max_abs_delta_drift,
    },
  ];
  const { columns, rows, ...note } = tableOf(differences, STATISTICS, marks);
  return {
    caption:
      "Statistics of the differences, as the case states them. A size is a number without its sign.",
    columns,
    rows: columns.length > 1 ? rows : [],
    ...note,
  };
}

/** Regions of a cell that are named; a cell has few. */
const MOST_NAMED = 8;

/** Probes with the largest changes first; `shown` are the rows, from the one of rank `from` on, counted from 0. */
export function probeTable(
  { probes, gridSize }: ProbesModel,
  shown: readonly Probe[],
  regions: readonly RegionModel[],
  { from = 0, marks = NO_MARKS }: { readonly from?: number; readonly marks?: Marks } = {},
): TableContent {
  const place: readonly ColumnOf<Probe>[] = [
    { head: "Row", align: "right", cell: ({ row }) => written(row), empty: "–", places: placeOf },
    { head: "Col.", align: "right", cell: ({ col }) => written(col), empty: "–", places: placeOf },
    {
      head: "Region masked",
      align: "left",
      cell: ({ region }) => region,
      empty: "–",
      places: placeOf,
    },
    { head: "Perturbation", align: "left", cell: ({ setting }) => setting, empty: "–" },
  ];
  const figures: readonly ColumnOf<Probe>[] = [
    probeColumn("ΔESI", "delta_esi"),
    probeColumn("Δdrift", "delta_drift"),
    probeColumn("Masked ESI", "masked_esi"),
    probeColumn("Masked drift", "masked_drift"),
    probeColumn("Baseline ESI", "baseline_esi"),
    probeColumn("Baseline drift", "baseline_drift"),
    { head: "In regions", align: "left", cell: (probe) => regionsOf(probe, regions, gridSize) },
  ];
  const content = tableOf(shown, [...place, ...figures], marks);
  const named = tableOf(shown, place).columns.length;
  return {
    caption: `${rankWords(probes.length, shown.length, from)} by the size of ΔESI, then of Δdrift.`,
    rowHeads: Math.max(named, 1),
    ...content,
  };
}

type ProbeFigure =
  | "delta_esi"
  | "delta_drift"
  | "masked_esi"
  | "masked_drift"
  | "baseline_esi"
  | "baseline_drift";

function probeColumn(head: string, member: ProbeFigure): ColumnOf<Probe> {
  return numberColumn(
    head,
    (probe) => probe[member],
    ({ pointer }) => [`metrics.json#${pointer}/${member}`],
  );
}

/** The pointers to the members in which a probe states what it masks. */
function placeOf({ pointer }: Probe): string[] {
  return [`metrics.json#${pointer}`, `metrics.json#${pointer}/probe/region_id`];
}

function rankWords(all: number, shown: number, from: number): string {
  if (shown === all) return "Every probe of the case,";
  if (from === 0)
    return `The ${shown} strongest of ${all} probes (the others are in the appendix),`;
  return `The probes from number ${from + 1} to ${from + shown} of ${all},`;
}

function written(value: number | undefined): string | undefined {
  return value === undefined ? undefined : exact(value);
}

/** The numbers of the regions that a probe masks at least in part; undefined if the case has no regions or too many. */
function regionsOf(
  probe: Probe,
  regions: readonly RegionModel[],
  gridSize: number,
): string | undefined {
  if (regions.length === 0 || regions.length > MOST_RANKED) return undefined;
  const hidden = regions.filter((region) => hides(probe, region, gridSize));
  if (hidden.length === 0) return "–";
  const numbers = hidden.slice(0, MOST_NAMED).map(({ number }) => String(number));
  return hidden.length > MOST_NAMED ? `${numbers.join(", ")}, …` : numbers.join(", ");
}

const EFFECTS: readonly ColumnOf<RegionEffect>[] = [
  { head: "No.", align: "right", cell: ({ region }) => String(region.number) },
  { head: "Region", align: "left", cell: ({ region }) => region.id },
  numberColumn("ΔESI", ({ probe }) => probe.delta_esi),
  numberColumn("Δdrift", ({ probe }) => probe.delta_drift),
  { head: "Masked", align: "left", cell: ({ probe }) => maskedWords(probe) },
  { head: "Perturbation", align: "left", cell: ({ probe }) => probe.setting },
];

/** The regions, sorted by how much masking them changes, largest change first. */
export function regionEffectTable(effects: readonly RegionEffect[]): TableContent {
  return {
    caption:
      "Regions by their effect: for each, the probe that changes ESI most of those that mask a part of it.",
    rowHeads: 2,
    ...tableOf(effects, EFFECTS),
  };
}

function maskedWords({ row, col, region }: Probe): string {
  return region ?? `row ${row ?? "?"}, column ${col ?? "?"}`;
}
