/** Whether the probes of a case fit its grid and its statistics. */
import { isIndex, type MaskedProbe, maskedProbes } from "../probe-list.ts";
import type { Metrics } from "../schemas.ts";
import { compareTexts, expectUnique } from "./agreement.ts";
import type { CheckDefinition } from "./check.ts";
import { compareStatistic } from "./stated-statistics.ts";
import { largestSize, mean, meanSize, type Statistic, variance } from "./statistics.ts";
import { valueKey } from "./surfaces.ts";
import { agrees, computedText, numberText, optionalText } from "./tolerance.ts";

type ProbeSurface = NonNullable<Metrics["probe_surface"]>;

const WHERE = "metrics.json#/probe_surface";

const esi = (probe: MaskedProbe) => probe.delta_esi;
const drift = (probe: MaskedProbe) => probe.delta_drift;

const STATISTICS: readonly {
  readonly words: string;
  readonly member: string;
  readonly stated: (surface: ProbeSurface) => number | undefined;
  readonly of: (probe: MaskedProbe) => number | undefined;
  readonly statistic: Statistic;
}[] = [
  {
    words: "mean ΔESI",
    member: "mean_delta_esi",
    stated: (s) => s.mean_delta_esi,
    of: esi,
    statistic: mean,
  },
  {
    words: "mean Δdrift",
    member: "mean_delta_drift",
    stated: (s) => s.mean_delta_drift,
    of: drift,
    statistic: mean,
  },
  {
    words: "variance of ΔESI",
    member: "variance_delta_esi",
    stated: (s) => s.variance_delta_esi,
    of: esi,
    statistic: variance,
  },
  {
    words: "variance of Δdrift",
    member: "variance_delta_drift",
    stated: (s) => s.variance_delta_drift,
    of: drift,
    statistic: variance,
  },
  {
    words: "mean size of ΔESI",
    member: "mean_abs_delta_esi",
    stated: (s) => s.mean_abs_delta_esi,
    of: esi,
    statistic: meanSize,
  },
  {
    words: "mean size of Δdrift",
    member: "mean_abs_delta_drift",
    stated: (s) => s.mean_abs_delta_drift,
    of: drift,
    statistic: meanSize,
  },
  {
    words: "largest size of ΔESI",
    member: "max_abs_delta_esi",
    stated: (s) => s.max_abs_delta_esi,
    of: esi,
    statistic: largestSize,
  },
  {
    words: "largest size of Δdrift",
    member: "max_abs_delta_drift",
    stated: (s) => s.max_abs_delta_drift,
    of: drift,
    statistic: largestSize,
  },
];

export const PROBE_STATISTICS: CheckDefinition = {
  id: "probe_statistics",
  title: "The stated statistics of the probes are those of the probes",
  where: WHERE,
  needs: "probes with a stated statistic",
  run({ metrics }, tally) {
    const surface = metrics?.probe_surface ?? undefined;
    if (surface === undefined) return;
    const probes = maskedProbes(surface);
    for (const { words, member, stated, of, statistic } of STATISTICS) {
      const given = {
        where: `${WHERE}/${member}`,
        what: `${words} of the probes`,
        value: stated(surface),
      };
      compareStatistic(tally, given, "the probe surface", probes.map(of), statistic);
    }
  },
};

export const PROBE_DELTAS: CheckDefinition = {
  id: "probe_deltas",
  title: "Every probe’s ΔESI and Δdrift are its masked value minus the baseline’s",
  where: WHERE,
  needs: "probes that state a change, a masked value and a baseline",
  run({ metrics }, tally) {
    const baseline = metrics?.baseline_metrics;
    const compare = (
      pointer: string,
      what: string,
      delta: number | undefined,
      masked: number | undefined,
      from: number | undefined,
    ): void => {
      if (typeof delta !== "number" || typeof masked !== "number" || typeof from !== "number")
        return;
      const computed = masked - from;
      tally.expect(agrees(delta, { value: computed, error: 0 }), () => ({
        where: `metrics.json#${pointer}`,
        what,
        stated: numberText(delta),
        computed: computedText(computed),
      }));
    };
    for (const probe of maskedProbes(metrics?.probe_surface)) {
      const { pointer, masked_esi, masked_drift } = probe;
      const fromEsi = probe.baseline_esi ?? baseline?.esi;
      const fromDrift = probe.baseline_drift ?? baseline?.drift;
      compare(`${pointer}/delta_esi`, "ΔESI of a probe", esi(probe), masked_esi, fromEsi);
      compare(`${pointer}/delta_drift`, "Δdrift of a probe", drift(probe), masked_drift, fromDrift);
    }
  },
};

export const PROBE_COUNT: CheckDefinition = {
  id: "probe_count",
  title: "The number of probes is the stated one, and one for each cell of the grid",
  where: `${WHERE}/total_probes`,
  needs: "probes with a stated number or a grid size",
  run({ metrics }, tally) {
    const surface = metrics?.probe_surface;
    const probes = maskedProbes(surface);
    const total = surface?.total_probes;
    if (typeof total === "number") {
      tally.expect(total === probes.length, () => ({
        where: `${WHERE}/total_probes`,
        what: "number of probes",
        stated: numberText(total),
        computed: String(probes.length),
      }));
    }
    const size = statedSize(surface, probes);
    if (size === undefined) return;
    for (const [setting, group] of bySetting(probes)) {
      if (group.some(({ row, col }) => row === undefined || col === undefined)) {
        tally.skip("Probes that mask a region instead of a cell do not have to fill the grid");
        continue;
      }
      tally.expect(group.length === size.cells, () => ({
        where: size.where,
        what: setting === "" ? "probes of the grid" : `probes of the grid, ${setting}`,
        stated: `a grid of ${size.side} × ${size.side}`,
        computed: `${group.length} probes`,
      }));
    }
  },
};

function statedSize(surface: ProbeSurface | undefined, probes: readonly MaskedProbe[]) {
  const stated = surface?.grid_size;
  if (typeof stated === "number") {
    return { where: `${WHERE}/grid_size`, side: numberText(stated), cells: stated * stated };
  }
  const named = probes.find(({ gridSize }) => gridSize !== undefined);
  if (named?.gridSize === undefined) return undefined;
  const side = named.gridSize;
  const where = `metrics.json#${named.pointer}/probe/region_id`;
  return { where, side: String(side), cells: side * side };
}

/** The probes of each perturbation: the engine probes the whole grid for each. */
function bySetting(probes: readonly MaskedProbe[]): Map<string, MaskedProbe[]> {
  const groups = new Map<string, MaskedProbe[]>();
  for (const probe of probes) {
    const setting = settingOf(probe);
    const group = groups.get(setting) ?? [];
    groups.set(setting, group);
    group.push(probe);
  }
  return groups;
}

function settingOf({ axis, value }: MaskedProbe): string {
  return [axis, value === undefined ? undefined : valueKey(value)]
    .filter((part) => part !== undefined)
    .join(" at ");
}

export const GRID_SIZES: CheckDefinition = {
  id: "grid_sizes_agree",
  title: "The configured grid size and that of the probes are the same",
  where: `${WHERE}/grid_size`,
  needs: "a grid size in two places",
  run({ manifest, metrics }, tally) {
    const surface = metrics?.probe_surface;
    compareTexts(tally, "grid size", [
      { where: "manifest.json#/config/grid_size", text: optionalText(manifest?.config?.grid_size) },
      { where: `${WHERE}/grid_size`, text: optionalText(surface?.grid_size) },
      ...maskedProbes(surface).map(({ pointer, gridSize }) => ({
        where: `metrics.json#${pointer}/probe/region_id`,
        text: optionalText(gridSize),
      })),
    ]);
  },
};

export const PROBES_ON_GRID: CheckDefinition = {
  id: "probes_on_grid",
  title: "Every probe has a row and a column of the grid",
  where: WHERE,
  needs: "probes with rows and columns on a grid of a stated size",
  run({ metrics }, tally) {
    const stated = metrics?.probe_surface?.grid_size;
    for (const probe of maskedProbes(metrics?.probe_surface)) {
      const { pointer, row, col } = probe;
      if (row === undefined || col === undefined) continue;
      const size = probe.gridSize ?? stated;
      if (typeof size !== "number") continue;
      tally.expect(isIndex(row) && isIndex(col) && row < size && col < size, () => ({
        where: `metrics.json#${pointer}`,
        what: "place of a probe",
        stated: `row ${numberText(row)}, column ${numberText(col)}`,
        computed: `a grid of ${numberText(size)} × ${numberText(size)}, rows and columns from 0`,
      }));
    }
  },
};

export const PROBES_UNIQUE: CheckDefinition = {
  id: "probes_unique",
  title: "No cell is probed twice under one perturbation",
  where: WHERE,
  needs: "probes",
  run({ metrics }, tally) {
    expectUnique(
      tally,
      maskedProbes(metrics?.probe_surface),
      (probe) => [placeOf(probe), settingOf(probe)].filter((part) => part !== "").join(", "),
      ({ pointer }) => ({ where: `metrics.json#${pointer}`, what: "place of a probe" }),
    );
  },
};

function placeOf({ row, col, region, pointer }: MaskedProbe): string {
  if (row !== undefined && col !== undefined) return `row ${row}, column ${col}`;
  return region ?? pointer;
}
