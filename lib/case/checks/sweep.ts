/** Whether a sweep has exactly the runs that its axes and seeds require. */
import type { CaseArtifacts, SweepManifest } from "../schemas.ts";
import { compareTexts, expectUnique } from "./agreement.ts";
import { sweptValues } from "./axes.ts";
import type { CheckDefinition } from "./check.ts";
import { valueKey } from "./surfaces.ts";
import { numberText } from "./tolerance.ts";
import { clipped } from "./words.ts";

/** A run of either family: its place, its values by axis, and its seed. */
interface Run {
  readonly where: string;
  readonly values: readonly (readonly [axis: string, value: unknown])[];
  readonly seed: string | undefined;
}

function runsOf({ sweep_manifest: sweep }: CaseArtifacts): Run[] {
  const results = (sweep?.results ?? []).map(({ axis, value, seed }, index) => ({
    where: `sweep_manifest.json#/results/${index}`,
    values: typeof axis === "string" ? [[axis, value] as const] : [],
    seed: seed?.toString(),
  }));
  const runs = (sweep?.runs ?? []).map(({ axis_values, seed }, index) => ({
    where: `sweep_manifest.json#/runs/${index}`,
    values: Object.entries(axis_values ?? {}),
    seed: seed?.toString(),
  }));
  return [...results, ...runs];
}

export const SWEEP_RUNS: CheckDefinition = {
  id: "sweep_runs",
  title: "The sweep lists as many runs as are counted",
  where: "monte_carlo_stats.json#/total_runs",
  needs: "a list of runs with a stated number of runs",
  run(checked, tally) {
    const listed = runsOf(checked).length;
    if (listed === 0) return;
    const { metrics, monte_carlo_stats: stats } = checked;
    for (const [where, stated] of [
      ["monte_carlo_stats.json#/total_runs", stats?.total_runs],
      ["monte_carlo_stats.json#/monte_carlo/n_samples", stats?.monte_carlo?.n_samples],
      ["metrics.json#/monte_carlo/n_samples", metrics?.monte_carlo?.n_samples],
    ] as const) {
      if (typeof stated !== "number") continue;
      tally.expect(stated === listed, () => ({
        where,
        what: "number of runs",
        stated: numberText(stated),
        computed: `${listed} listed in sweep_manifest.json`,
      }));
    }
  },
};

export const SWEEP_COMPLETE: CheckDefinition = {
  id: "sweep_complete",
  title: "The sweep lists one run for each seed and each listed value",
  where: "sweep_manifest.json",
  needs: "a list of runs with the seeds and the values of each axis",
  run(checked, tally) {
    const sweep = checked.sweep_manifest;
    const runs = runsOf(checked);
    const expected = expectedRuns(sweep, runs);
    if (expected === undefined) return;
    tally.expect(expected === runs.length, () => ({
      where: "sweep_manifest.json",
      what: "number of runs",
      stated: `${expected}, by its axes and seeds`,
      computed: `${runs.length} listed`,
    }));
  },
};

/** A rich sweep changes one axis at a time; a ledger lists every combination of values. */
function expectedRuns(sweep: SweepManifest | undefined, runs: readonly Run[]): number | undefined {
  const counts = sweptValues(sweep).map(([, values]) => new Set(values.map(valueKey)).size);
  const seeds = new Set(sweep?.seeds?.map(String)).size;
  if (counts.length === 0 || seeds === 0 || runs.length === 0) return undefined;
  const oneAtATime = runs.every(({ values }) => values.length <= 1);
  const combinations = oneAtATime
    ? counts.reduce((sum, count) => sum + count, 0)
    : counts.reduce((product, count) => product * count, 1);
  return combinations * seeds;
}

export const SWEEP_SEEDS: CheckDefinition = {
  id: "sweep_seeds",
  title: "The runs use exactly the seeds that the sweep lists",
  where: "sweep_manifest.json#/seeds",
  needs: "a list of runs with seeds, and a list of seeds",
  run(checked, tally) {
    const listed = checked.sweep_manifest?.seeds?.map(String);
    if (listed === undefined) return;
    const used = runsOf(checked).flatMap(({ where, seed }) =>
      seed === undefined ? [] : [{ where: `${where}/seed`, item: seed }],
    );
    compareUse(tally, "seed", { where: "sweep_manifest.json#/seeds", items: listed }, used);
  },
};

export const SWEEP_VALUES: CheckDefinition = {
  id: "sweep_values",
  title: "The runs use exactly the values that the sweep lists for each axis",
  where: "sweep_manifest.json#/axes",
  needs: "a list of runs with values, and the values of each axis",
  run(checked, tally) {
    const listed = sweptValues(checked.sweep_manifest).flatMap(([axis, values]) =>
      values.flatMap((value) => settingOf(axis, value)),
    );
    if (listed.length === 0) return;
    const used = runsOf(checked).flatMap(({ where, values }) =>
      values.flatMap(([axis, value]) => settingOf(axis, value).map((item) => ({ where, item }))),
    );
    compareUse(tally, "setting", { where: "sweep_manifest.json#/axes", items: listed }, used);
  },
};

/** None for null, which states no value. */
function settingOf(axis: string, value: unknown): string[] {
  return value === null || value === undefined ? [] : [`${axis} at ${valueKey(value)}`];
}

function compareUse(
  tally: Parameters<CheckDefinition["run"]>[1],
  word: string,
  listed: { readonly where: string; readonly items: readonly string[] },
  used: readonly { readonly where: string; readonly item: string }[],
): void {
  if (used.length === 0) return;
  const all = new Set(listed.items);
  for (const { where, item } of used) {
    tally.expect(all.has(item), () => ({
      where,
      what: `${word} of a run`,
      stated: clipped(item),
      computed: `not listed at ${listed.where}`,
    }));
  }
  const found = new Set(used.map(({ item }) => item));
  for (const item of all) {
    tally.expect(found.has(item), () => ({
      where: listed.where,
      what: `listed ${word}`,
      stated: clipped(item),
      computed: "no run uses it",
    }));
  }
}

export const SWEEP_RUNS_UNIQUE: CheckDefinition = {
  id: "sweep_runs_unique",
  title: "No run is listed twice",
  where: "sweep_manifest.json",
  needs: "a list of runs",
  run(checked, tally) {
    expectUnique(
      tally,
      runsOf(checked),
      ({ values, seed }) =>
        [
          ...values.flatMap(([axis, value]) => settingOf(axis, value)),
          `seed ${seed ?? "not stated"}`,
        ].join(", "),
      ({ where }) => ({ where, what: "values and seed of a run" }),
    );
  },
};

export const SWEEP_ENCODED_VALUES: CheckDefinition = {
  id: "sweep_encoded_values",
  title: "Every run’s value and its encoded text are the same",
  where: "sweep_manifest.json#/results",
  needs: "runs that state a value and its encoded text",
  run({ sweep_manifest: sweep }, tally) {
    for (const [index, { value, value_str: encoded }] of (sweep?.results ?? []).entries()) {
      if (typeof value !== "number" || typeof encoded !== "string") continue;
      compareTexts(tally, "value of a run", [
        { where: `sweep_manifest.json#/results/${index}/value_str`, text: valueKey(encoded) },
        { where: `sweep_manifest.json#/results/${index}/value`, text: valueKey(value) },
      ]);
    }
  },
};
