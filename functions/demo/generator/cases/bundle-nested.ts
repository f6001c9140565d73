import { monteCarloStats, robustnessSurface } from "../bundle.ts";
import { runsOf, type SweptAxis } from "../sweep.ts";
import type { DemoCase } from "./demo-case.ts";

const case_id = "bundle_nested";
const seeds = [1, 2];
const model_id = "demo-cxr-vlm-7b";

const axes: readonly SweptAxis[] = [
  {
    axis: "contrast",
    values: [
      { value: 0.9, encoded: "0p9", strength: 1 },
      { value: 1, encoded: "1p0", strength: 0 },
      { value: 1.1, encoded: "1p1", strength: 1 },
    ],
    sensitivity: 0.6,
  },
];

const runs = runsOf({ label: case_id, axes, seeds });

/** An evidence bundle in the subfolder `clarity/`, beside what the model runner keeps for itself. */
export const bundleNested: DemoCase = {
  case_id,
  folder: "clarity",
  beside: {
    "manifest.json": {
      adapter: model_id,
      note: "Synthetic. Of the model runner: CLARITY does not read this file.",
      outputs: ["answer.txt"],
    },
  },
  artifacts: {
    sweep_manifest: {
      manifest_schema_family: "clarity_rich_aggregate_v1",
      sweep_id: "synthetic-demo-bundle-nested",
      model_id,
      prompt: "Is there a pleural effusion?",
      rich_mode: false,
      axes: Object.fromEntries(
        axes.map(({ axis, values }) => [axis, values.map(({ value }) => value)]),
      ),
      seeds,
      results: runs.map(({ axis, value, encoded, seed, hash, same_answer }) => ({
        axis,
        value,
        value_str: encoded,
        seed,
        bundle_sha: hash,
        text_preview: `Synthetic answer: ${same_answer ? "yes" : "no"}, …`,
      })),
      _synthetic: true,
    },
    robustness_surface: robustnessSurface(runs),
    monte_carlo_stats: monteCarloStats(runs),
  },
};
