import {
  confidenceSurface,
  entropySurface,
  monteCarloStats,
  robustnessSurface,
} from "../bundle.ts";
import { type Run, runsOf, sha256, type SweptAxis } from "../sweep.ts";
import type { DemoCase } from "./demo-case.ts";

const case_id = "bundle_rich";
const seeds = [7, 42, 123];

const axes: readonly SweptAxis[] = [
  {
    axis: "brightness",
    values: [
      { value: 0.8, encoded: "0p8", strength: 1 },
      { value: 0.9, encoded: "0p9", strength: 0.5 },
      { value: 1, encoded: "1p0", strength: 0 },
      { value: 1.1, encoded: "1p1", strength: 0.5 },
      { value: 1.2, encoded: "1p2", strength: 1 },
    ],
    sensitivity: 0.5,
  },
  {
    axis: "gaussian_noise",
    values: [
      { value: 0, encoded: "0p0", strength: 0 },
      { value: 0.00001, encoded: "1em05", strength: 0.05 },
      { value: 0.02, encoded: "0p02", strength: 0.4 },
      { value: 0.04, encoded: "0p04", strength: 0.7 },
      { value: 0.06, encoded: "0p06", strength: 1 },
    ],
    sensitivity: 0.9,
  },
];

const runs = runsOf({ label: case_id, axes, seeds });
const model_id = "demo-cxr-vlm-7b";

/** An evidence bundle of rich mode, its files in the folder itself. */
export const bundleRich: DemoCase = {
  case_id,
  checksummed_at: "2026-02-24T08:00:00Z",
  artifacts: {
    sweep_manifest: {
      manifest_schema_family: "clarity_rich_aggregate_v1",
      sweep_id: "synthetic-demo-bundle-rich",
      model_id,
      prompt: "Describe the chest radiograph and name the most likely finding.",
      image_path: "demo/synthetic_chest_radiograph.png",
      rich_mode: true,
      axes: Object.fromEntries(
        axes.map(({ axis, values }) => [axis, values.map(({ value }) => value)]),
      ),
      seeds,
      vram_usage: { allocated_gb: 13.61, max_allocated_gb: 15.2, reserved_gb: 15.48 },
      results: runs.map(resultOf),
      _synthetic: true,
      _note: "Synthetic demo data: no model was run, and no hash here is the hash of anything.",
    },
    robustness_surface: robustnessSurface(runs),
    monte_carlo_stats: monteCarloStats(runs),
    confidence_surface: confidenceSurface(runs),
    entropy_surface: entropySurface(runs),
  },
};

function resultOf(run: Run) {
  return {
    axis: run.axis,
    value: run.value,
    value_str: run.encoded,
    seed: run.seed,
    model_id,
    bundle_sha: run.hash,
    text_preview: run.same_answer
      ? "Synthetic answer: consolidation in the right lower lobe, most likely …"
      : "Synthetic answer: no consolidation; the lungs are clear, and the heart …",
    rich_summary: {
      confidence_score: run.confidence,
      output_entropy: run.entropy,
      mean_logprob: run.mean_logprob,
      token_count: run.token_count,
      summary_hash: sha256(`${run.hash}/summary`),
    },
  };
}
