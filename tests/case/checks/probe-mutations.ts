/** Changes to the probes of a case. */
import { expect } from "vitest";
import { at } from "./consistent-case.ts";
import type { Mutation } from "./mutation.ts";

export const PROBE_MUTATIONS: readonly Mutation[] = [
  [
    "another mean ΔESI",
    ({ metrics }) => {
      metrics.probe_surface.mean_delta_esi = 0.123;
    },
    {
      probe_statistics: ["metrics.json#/probe_surface/mean_delta_esi", "0.123", expect.any(String)],
    },
  ],
  [
    "another largest size of Δdrift",
    ({ metrics }) => {
      metrics.probe_surface.max_abs_delta_drift = 0.00000001;
    },
    {
      probe_statistics: [
        "metrics.json#/probe_surface/max_abs_delta_drift",
        "1e-8",
        expect.any(String),
      ],
    },
  ],
  [
    "one probe removed",
    ({ metrics }) => {
      metrics.probe_surface.probes.pop();
    },
    {
      probe_statistics: [
        "metrics.json#/probe_surface/mean_delta_esi",
        expect.any(String),
        expect.any(String),
      ],
      probe_count: ["metrics.json#/probe_surface/total_probes", "9", "8"],
    },
  ],
  [
    "another grid size in the configuration",
    ({ manifest }) => {
      manifest.config.grid_size = 7;
    },
    {
      grid_sizes_agree: [
        "manifest.json#/config/grid_size and metrics.json#/probe_surface/grid_size",
        "7",
        "3",
      ],
    },
  ],
  [
    "a probe outside the grid",
    ({ metrics }) => {
      at(metrics.probe_surface.probes, 4).row = 3;
    },
    {
      probes_on_grid: [
        "metrics.json#/probe_surface/probes/4",
        "row 3, column 1",
        "a grid of 3 × 3, rows and columns from 0",
      ],
    },
  ],
  [
    "one cell probed twice",
    ({ metrics }) => {
      Object.assign(at(metrics.probe_surface.probes, 4), { row: 0, col: 1 });
    },
    {
      probes_unique: [
        "metrics.json#/probe_surface/probes/4",
        "row 0, column 1",
        "stated before, as number 2 of the list",
      ],
    },
  ],
  [
    "a masked ESI that its ΔESI does not lead to",
    ({ metrics }) => {
      const probe = at(metrics.probe_surface.probes, 2);
      probe.masked_esi = 0.5;
    },
    {
      probe_deltas: ["metrics.json#/probe_surface/probes/2/delta_esi", expect.any(String), "-0.45"],
    },
  ],
  [
    "an ESI of 7.5",
    ({ metrics }) => {
      metrics.baseline_metrics.esi = 7.5;
    },
    {
      probe_deltas: [
        "metrics.json#/probe_surface/probes/0/delta_esi",
        expect.any(String),
        expect.any(String),
      ],
      esi_in_range: ["metrics.json#/baseline_metrics/esi", "7.5", "0 to 1"],
    },
  ],
];
