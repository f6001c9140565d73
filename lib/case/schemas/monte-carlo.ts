import * as v from "valibot";
import { number, object, optional, seeds } from "./members.ts";

const statistics = optional(
  object({ min: number, max: number, mean: number, std: number, variance: number }),
);

/** The statistics over all runs, which `metrics.json` and `monte_carlo_stats.json` write alike. */
export const MonteCarloSchema = object({
  confidence: statistics,
  entropy: statistics,
  n_samples: number,
  seeds,
});

export const MonteCarloStatsSchema = object({
  axes: optional(v.array(v.string())),
  monte_carlo: optional(MonteCarloSchema),
  total_runs: number,
});

export type MonteCarlo = v.InferOutput<typeof MonteCarloSchema>;
export type MonteCarloStats = v.InferOutput<typeof MonteCarloStatsSchema>;
