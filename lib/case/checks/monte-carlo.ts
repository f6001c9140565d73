/** Whether the statistics over all runs fit each other and the runs. */
import type { CaseArtifacts, MonteCarlo } from "../schemas.ts";
import { compareSets, compareTexts } from "./agreement.ts";
import type { CheckDefinition } from "./check.ts";
import { compareStatistic } from "./stated-statistics.ts";
import { largest, mean, smallest, variance } from "./statistics.ts";
import { agrees, computedText, isAtMost, numberText, unitOfLastDigit } from "./tolerance.ts";

const MEASURES = ["confidence", "entropy"] as const;

interface Source {
  readonly file: string;
  readonly stated: MonteCarlo;
}

function sourcesOf({ metrics, monte_carlo_stats }: CaseArtifacts): Source[] {
  return [
    { file: "metrics.json", stated: metrics?.monte_carlo },
    { file: "monte_carlo_stats.json", stated: monte_carlo_stats?.monte_carlo },
  ].flatMap(({ file, stated }) =>
    stated === undefined || stated === null ? [] : [{ file, stated }],
  );
}

/** The statistics of each measure in each artifact that states them. */
function statisticsOf(artifacts: CaseArtifacts) {
  return sourcesOf(artifacts).flatMap(({ file, stated }) =>
    MEASURES.flatMap((measure) => {
      const statistics = stated[measure];
      if (statistics === undefined || statistics === null) return [];
      return [{ at: `${file}#/monte_carlo/${measure}`, measure, statistics }];
    }),
  );
}

export const MONTE_CARLO_ORDER: CheckDefinition = {
  id: "monte_carlo_order",
  title: "Every mean over the runs lies between the lowest and the highest value",
  where: "metrics.json#/monte_carlo",
  needs: "a mean over the runs with a lowest or highest value",
  run(checked, tally) {
    for (const { at, measure, statistics } of statisticsOf(checked)) {
      const { min, mean: middle, max } = statistics;
      for (const [low, high, lowWords, highWords] of [
        [min, middle, "lowest", "mean"],
        [middle, max, "mean", "highest"],
        [min, max, "lowest", "highest"],
      ] as const) {
        if (typeof low !== "number" || typeof high !== "number") continue;
        const upper = { value: high, error: unitOfLastDigit(high) };
        tally.expect(isAtMost(low, upper), () => ({
          where: at,
          what: `${lowWords} and ${highWords} ${measure}`,
          stated: `${lowWords} ${numberText(low)}`,
          computed: `${highWords} ${numberText(high)}`,
        }));
      }
    }
  },
};

export const MONTE_CARLO_VARIANCE: CheckDefinition = {
  id: "monte_carlo_variance",
  title: "Every variance over the runs is the square of the standard deviation",
  where: "metrics.json#/monte_carlo",
  needs: "a variance over the runs with its standard deviation",
  run(checked, tally) {
    for (const { at, measure, statistics } of statisticsOf(checked)) {
      const { std, variance: stated } = statistics;
      if (typeof std !== "number" || typeof stated !== "number") continue;
      const square = std * std;
      if (!Number.isFinite(square)) {
        tally.skip(`The standard deviation of ${measure} is too large to square it`);
        continue;
      }
      // The error that rounding the standard deviation can cause.
      const error = 2 * Math.abs(std) * unitOfLastDigit(std) + 1e-12 * square;
      tally.expect(agrees(stated, { value: square, error }), () => ({
        where: `${at}/variance`,
        what: `variance of ${measure} over the runs`,
        stated: numberText(stated),
        computed: computedText(square),
      }));
    }
  },
};

export const MONTE_CARLO_SOURCES: CheckDefinition = {
  id: "monte_carlo_sources_agree",
  title: "Both artifacts state the same statistics over the runs",
  where: "monte_carlo_stats.json#/monte_carlo",
  needs: "statistics over the runs in both metrics.json and monte_carlo_stats.json",
  run(checked, tally) {
    const sources = sourcesOf(checked);
    const compare = (
      words: string,
      path: string,
      valueOf: (stated: MonteCarlo) => unknown,
    ): void => {
      compareTexts(
        tally,
        words,
        sources.map(({ file, stated }) => {
          const value = valueOf(stated);
          const text = typeof value === "number" ? numberText(value) : undefined;
          return { where: `${file}#/monte_carlo/${path}`, text };
        }),
      );
    };
    for (const measure of MEASURES) {
      for (const member of ["min", "max", "mean", "std", "variance"] as const) {
        compare(`${member} of ${measure}`, `${measure}/${member}`, (s) => s[measure]?.[member]);
      }
    }
    compare("number of samples", "n_samples", (stated) => stated.n_samples);
  },
};

export const MONTE_CARLO_SAMPLES: CheckDefinition = {
  id: "monte_carlo_samples",
  title: "The number of samples is a multiple of the number of seeds",
  where: "metrics.json#/monte_carlo/n_samples",
  needs: "a number of samples with its seeds",
  run(checked, tally) {
    for (const { file, stated } of sourcesOf(checked)) {
      const samples = stated.n_samples;
      const seeds = stated.seeds?.length ?? 0;
      if (typeof samples !== "number" || seeds === 0) continue;
      tally.expect(samples > 0 && samples % seeds === 0, () => ({
        where: `${file}#/monte_carlo/n_samples`,
        what: "number of samples",
        stated: numberText(samples),
        computed: `a multiple of ${seeds}, one sample for each seed and point`,
      }));
    }
  },
};

export const SEEDS: CheckDefinition = {
  id: "seeds_agree",
  title: "The artifacts list the same seeds",
  where: "manifest.json#/seeds",
  needs: "the seeds in two places",
  run(checked, tally) {
    const { manifest, sweep_manifest } = checked;
    compareSets(tally, "seeds", [
      { where: "manifest.json#/seeds", items: manifest?.seeds?.map(String) },
      { where: "sweep_manifest.json#/seeds", items: sweep_manifest?.seeds?.map(String) },
      ...sourcesOf(checked).map(({ file, stated }) => ({
        where: `${file}#/monte_carlo/seeds`,
        items: stated.seeds?.map(String),
      })),
    ]);
  },
};

export const MONTE_CARLO_RUNS: CheckDefinition = {
  id: "monte_carlo_runs",
  title: "The statistics over the runs are those of the listed runs",
  where: "sweep_manifest.json#/results",
  needs: "statistics over the runs, and runs with their confidence or entropy",
  run(checked, tally) {
    const runs = checked.sweep_manifest?.results ?? [];
    const valuesOf = {
      confidence: runs.map(({ rich_summary }) => rich_summary?.confidence_score),
      entropy: runs.map(({ rich_summary }) => rich_summary?.output_entropy),
    };
    for (const { at, measure, statistics } of statisticsOf(checked)) {
      const values = valuesOf[measure].filter((value) => typeof value === "number");
      if (values.length === 0) continue;
      for (const [member, statistic] of [
        ["min", smallest],
        ["max", largest],
        ["mean", mean],
        ["variance", variance],
      ] as const) {
        const what = `${member} of ${measure} over the runs`;
        const given = { where: `${at}/${member}`, what, value: statistics[member] };
        compareStatistic(tally, given, "the sweep", valuesOf[measure], statistic);
      }
    }
  },
};
