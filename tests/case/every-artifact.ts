import type { ArtifactName } from "../../lib/case/schemas.ts";
import { artifactsOf } from "./case-files.ts";
import type { JsonObject } from "./json-texts.ts";

const statistics = { min: 0.1, max: 0.9, mean: 0.5, std: 0.2, variance: 0.04 };
const monteCarlo = { confidence: statistics, entropy: statistics, n_samples: 2, seeds: [1, "2"] };

/** A small case of every artifact, with every member that a schema names. */
export function everyArtifactOf(caseId: string): Readonly<Record<ArtifactName, JsonObject>> {
  const { manifest, metrics, overlay_bundle, robustness_surface } = artifactsOf(caseId);
  return {
    manifest,
    sweep_manifest: {
      manifest_schema_family: "clarity_rich_aggregate_v1",
      sweep_id: "sweep",
      model_id: "model",
      prompt: "What is this?",
      image_path: "image.png",
      rich_mode: true,
      axes: { blur: [0.8] },
      seeds: [1],
      runs: [{ axis_values: { blur: 0.8 }, seed: 1, manifest_hash: "abc" }],
      results: [
        {
          axis: "blur",
          value: 0.8,
          value_str: "0p8",
          seed: 1,
          model_id: "model",
          bundle_sha: "abc",
          text_preview: "It is",
          rich_summary: {
            confidence_score: 0.9,
            output_entropy: 1.5,
            mean_logprob: -0.2,
            token_count: 12,
            summary_hash: "def",
          },
        },
      ],
      vram_usage: { allocated_gb: 1, max_allocated_gb: 2, reserved_gb: 3 },
    },
    metrics: {
      ...metrics,
      baseline_metrics: {
        esi: 0.25,
        drift: 0.1,
        answer: "Yes.",
        justification: "It is there.",
        evidence_map: { width: 2, height: 1, values: [[0, 1]] },
      },
      probe_surface: {
        grid_size: 1,
        total_probes: 1,
        mean_delta_esi: -0.1,
        mean_delta_drift: 0.1,
        variance_delta_esi: 0,
        variance_delta_drift: 0,
        probes: [
          { row: 0, col: 0, delta_esi: -0.1, delta_drift: 0.1, masked_esi: 0.8, masked_drift: 0.2 },
        ],
        results: [
          {
            probe: { region_id: "grid_r0_c0_k1", axis: "blur", value: "0p8" },
            baseline_esi: 1,
            baseline_drift: 0,
            masked_esi: 0.8,
            masked_drift: 0.2,
            delta_esi: -0.2,
            delta_drift: 0.2,
          },
        ],
        mean_abs_delta_esi: 0.2,
        mean_abs_delta_drift: 0.2,
        max_abs_delta_esi: 0.2,
        max_abs_delta_drift: 0.2,
      },
      rich_mode: true,
    },
    overlay_bundle: { ...overlay_bundle, total_evidence_area: 1 },
    robustness_surface,
    monte_carlo_stats: { axes: ["blur"], monte_carlo: monteCarlo, total_runs: 2 },
    confidence_surface: {
      confidence_surfaces: [
        {
          axis: "blur",
          points: [
            { axis: "blur", value: "0p8", csi: 1, mean_confidence: 0.9, confidence_variance: 0 },
          ],
          mean_csi: 1,
          overall_mean_confidence: 0.9,
          overall_variance: 0,
        },
      ],
      global_mean_csi: 1,
      global_mean_confidence: 0.9,
    },
    entropy_surface: {
      entropy_surfaces: [
        {
          axis: "blur",
          points: [{ axis: "blur", value: 0.8, edm: 0, mean_entropy: 1.5, entropy_variance: 0 }],
          baseline_entropy: 1.5,
          mean_edm: 0,
          overall_mean_entropy: 1.5,
          overall_variance: 0,
        },
      ],
      baseline_entropy: 1.5,
      global_mean_edm: 0,
      global_mean_entropy: 1.5,
    },
  };
}
