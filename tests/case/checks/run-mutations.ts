/** Changes to the runs of a case and their statistics. */
import { expect } from "vitest";
import { at } from "./consistent-case.ts";
import type { Mutation } from "./mutation.ts";

export const RUN_MUTATIONS: readonly Mutation[] = [
  [
    "a lowest confidence above the mean",
    ({ metrics, monte_carlo_stats }) => {
      metrics.monte_carlo.confidence.min = 0.999;
      monte_carlo_stats.monte_carlo.confidence.min = 0.999;
    },
    {
      monte_carlo_order: [
        "metrics.json#/monte_carlo/confidence",
        "lowest 0.999",
        expect.any(String),
      ],
      monte_carlo_runs: ["metrics.json#/monte_carlo/confidence/min", "0.999", expect.any(String)],
    },
  ],
  [
    "a standard deviation that is not the root of the variance",
    ({ metrics, monte_carlo_stats }) => {
      metrics.monte_carlo.entropy.std = 0.125;
      monte_carlo_stats.monte_carlo.entropy.std = 0.125;
    },
    {
      monte_carlo_variance: [
        "metrics.json#/monte_carlo/entropy/variance",
        expect.any(String),
        "0.015625",
      ],
    },
  ],
  [
    "another highest entropy in one of the two artifacts",
    ({ monte_carlo_stats }) => {
      monte_carlo_stats.monte_carlo.entropy.max = 5.5;
    },
    {
      monte_carlo_sources_agree: [
        "metrics.json#/monte_carlo/entropy/max and monte_carlo_stats.json#/monte_carlo/entropy/max",
        expect.any(String),
        "5.5",
      ],
      monte_carlo_runs: [
        "monte_carlo_stats.json#/monte_carlo/entropy/max",
        "5.5",
        expect.any(String),
      ],
    },
  ],
  [
    "a number of samples that the seeds do not divide",
    ({ metrics, monte_carlo_stats }) => {
      metrics.monte_carlo.n_samples = 13;
      monte_carlo_stats.monte_carlo.n_samples = 13;
    },
    {
      monte_carlo_samples: [
        "metrics.json#/monte_carlo/n_samples",
        "13",
        "a multiple of 2, one sample for each seed and point",
      ],
      sweep_runs: [
        "monte_carlo_stats.json#/monte_carlo/n_samples",
        "13",
        "12 listed in sweep_manifest.json",
      ],
    },
  ],
  [
    "another number of runs",
    ({ monte_carlo_stats }) => {
      monte_carlo_stats.total_runs = 11;
    },
    {
      sweep_runs: ["monte_carlo_stats.json#/total_runs", "11", "12 listed in sweep_manifest.json"],
    },
  ],
  [
    "a run of a seed that the sweep does not list",
    ({ sweep_manifest }) => {
      at(sweep_manifest.results, 3).seed = 7;
    },
    {
      sweep_seeds: [
        "sweep_manifest.json#/results/3/seed",
        "7",
        "not listed at sweep_manifest.json#/seeds",
      ],
    },
  ],
  [
    "a run listed twice",
    ({ sweep_manifest }) => {
      at(sweep_manifest.results, 1).seed = 40;
    },
    {
      sweep_runs_unique: [
        "sweep_manifest.json#/results/1",
        "brightness at -0.25, seed 40",
        "stated before, as number 1 of the list",
      ],
    },
  ],
  [
    "a run at a value that the sweep does not list",
    ({ sweep_manifest }) => {
      Object.assign(at(sweep_manifest.results, 0), { value: 0.75, value_str: "0p75" });
    },
    {
      sweep_values: [
        "sweep_manifest.json#/results/0",
        "brightness at 0.75",
        "not listed at sweep_manifest.json#/axes",
      ],
    },
  ],
  [
    "an encoded value of another number",
    ({ sweep_manifest }) => {
      at(sweep_manifest.results, 0).value_str = "m0p3";
    },
    {
      sweep_encoded_values: [
        "sweep_manifest.json#/results/0/value_str and sweep_manifest.json#/results/0/value",
        "-0.3",
        "-0.25",
      ],
    },
  ],
  [
    "a run left out of a sweep",
    ({ sweep_manifest }) => {
      sweep_manifest.results.pop();
    },
    {
      monte_carlo_runs: [expect.any(String), expect.any(String), expect.any(String)],
      sweep_runs: ["monte_carlo_stats.json#/total_runs", "12", "11 listed in sweep_manifest.json"],
      sweep_complete: ["sweep_manifest.json", "12, by its axes and seeds", "11 listed"],
    },
  ],
];
