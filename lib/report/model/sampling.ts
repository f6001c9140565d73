/** The Monte Carlo statistics of a case, which two of its artifacts may state. */
import type { Metrics, MonteCarlo, MonteCarloStats } from "../../case/schemas.ts";
import { numberList, seedList } from "./lists.ts";
import { counted } from "./numbers.ts";
import { absent, type Part, present } from "./part.ts";

interface SamplingSource {
  readonly file: string;
  /** Every file that states these numbers. */
  readonly files: readonly string[];
  readonly monteCarlo: MonteCarlo;
}

export interface SamplingModel {
  /** Statistics that differ from all others in this list. */
  readonly sources: readonly SamplingSource[];
  readonly notes: readonly string[];
}

const STATS_FILE = "monte_carlo_stats.json";

export function readSampling(
  metrics: Metrics | undefined,
  stats: MonteCarloStats | undefined,
): Part<SamplingModel> {
  const given = [
    ...sourceOf("metrics.json", metrics?.monte_carlo),
    ...sourceOf(STATS_FILE, stats?.monte_carlo),
  ];
  if (given.length === 0 && stats === undefined) {
    return absent("The case has no Monte Carlo statistics.");
  }
  const [first, second] = given;
  const same = first !== undefined && second !== undefined && sameSampling(first, second);
  return present({
    sources: same ? [{ ...first, files: [first.file, second.file] }] : given,
    notes: [
      ...(same ? [`metrics.json and ${STATS_FILE} state the same statistics.`] : []),
      ...statsNotes(stats),
    ],
  });
}

function sourceOf(file: string, monteCarlo: MonteCarlo | undefined): SamplingSource[] {
  return monteCarlo === undefined ? [] : [{ file, files: [file], monteCarlo }];
}

function sameSampling({ monteCarlo: one }: SamplingSource, { monteCarlo: other }: SamplingSource) {
  return figuresOf(one) === figuresOf(other);
}

function figuresOf({ confidence, entropy, n_samples: samples, seeds }: MonteCarlo): string {
  const figures = [confidence, entropy].map((given) => [
    given?.min,
    given?.max,
    given?.mean,
    given?.std,
    given?.variance,
  ]);
  return JSON.stringify([figures, samples, seeds]);
}

/** The number of samples and their seeds; undefined if the case states neither. */
export function samplesSentence({ n_samples: samples, seeds }: MonteCarlo): string | undefined {
  const list = seedList(seeds);
  const sentences = [
    ...(samples === undefined ? [] : [`${counted(samples, "sample")}.`]),
    ...(list === undefined ? [] : [`Seeds: ${list}.`]),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}

function statsNotes(stats: MonteCarloStats | undefined): string[] {
  const runs = stats?.total_runs;
  const axes = numberList(stats?.axes);
  return [
    ...(runs === undefined ? [] : [`${STATS_FILE} counts ${counted(runs, "run")} in all.`]),
    ...(axes === undefined ? [] : [`It names these axes: ${axes}.`]),
  ];
}
