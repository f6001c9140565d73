import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import type { ArtifactName } from "../../lib/case/schemas.ts";
import type { JsonObject } from "./json-texts.ts";

export type Artifacts = Readonly<Record<ArtifactName, JsonObject>>;
/** The text of each file of a case, by name. */
export type Files = Readonly<Record<string, string>>;

const statistics = { min: 0.1, max: 0.9, mean: 0.5, std: 0.2, variance: 0.04 };

/** A small case with every member that an artifact may have. `mark` is one number in each artifact. */
export function artifactsOf(caseId: string, mark = 0.25): Artifacts {
  return {
    manifest: {
      case_id: caseId,
      title: "Title",
      description: "Description",
      synthetic: true,
      created_at: "2025-03-01T12:00:00Z",
      timestamp: "2025-03-01",
      generated_at: "2025-03-01 12:00",
      clarity_version: "1.2.3",
      baseline_id: "baseline",
      r2l_sha: "abc",
      model_id: "model",
      seeds: [1, 2],
      rich_mode: false,
      image_dimensions: { width: 640, height: 480 },
      config: { grid_size: 1, mask_value: mark, perturbation_axes: ["blur"], rich_mode: false },
    },
    sweep_manifest: {
      manifest_schema_family: "clarity_rich_aggregate_v1",
      sweep_id: "sweep",
      model_id: "model",
      prompt: "Prompt",
      image_path: "image.png",
      rich_mode: true,
      axes: { blur: [mark] },
      seeds: [1],
      runs: [{ axis_values: { blur: mark }, seed: 1, manifest_hash: "hash" }],
      results: [
        {
          axis: "blur",
          value: mark,
          value_str: "0p8",
          seed: 1,
          model_id: "model",
          bundle_sha: "sha",
          text_preview: "text",
          rich_summary: {
            confidence_score: 0.5,
            output_entropy: 0.5,
            mean_logprob: -0.5,
            token_count: 12,
            summary_hash: "hash",
          },
        },
      ],
      vram_usage: { allocated_gb: 1, max_allocated_gb: 2, reserved_gb: 3 },
    },
    metrics: {
      baseline_id: "baseline",
      baseline_metrics: { esi: mark, drift: 0.1 },
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
      },
      monte_carlo: { confidence: statistics, entropy: statistics, n_samples: 2, seeds: [1, 2] },
      mean_logprob: -0.5,
      token_count: 12,
      global_mean_csi: 0.5,
      global_mean_edm: 0.5,
    },
    overlay_bundle: {
      evidence_map: { width: 2, height: 1, values: [[mark, -3]] },
      heatmap: { width: 1, height: 2, values: [[0], [1]] },
      regions: [
        { region_id: "r1", x_min: 0, y_min: 0, x_max: 1, y_max: 1, area: 1, mean_evidence: 0.5 },
      ],
    },
    robustness_surface: {
      axes: [
        {
          axis: "blur",
          mean_esi: 0.5,
          mean_drift: 0.5,
          variance_esi: 0,
          variance_drift: 0,
          points: [{ axis: "blur", value: "0p8", esi: mark, drift: 0.5 }],
        },
      ],
      global_mean_esi: 0.5,
      global_mean_drift: 0.5,
      global_variance_esi: 0,
      global_variance_drift: 0,
    },
    monte_carlo_stats: {
      axes: ["blur"],
      monte_carlo: {
        confidence: { ...statistics, mean: mark },
        entropy: statistics,
        n_samples: 2,
        seeds: [1, 2],
      },
      total_runs: 2,
    },
    confidence_surface: {
      confidence_surfaces: [
        {
          axis: "blur",
          points: [
            {
              axis: "blur",
              value: "0p8",
              csi: mark,
              mean_confidence: 0.5,
              confidence_variance: 0,
            },
          ],
          mean_csi: 0.5,
          overall_mean_confidence: 0.5,
          overall_variance: 0,
        },
      ],
      global_mean_csi: 0.5,
      global_mean_confidence: 0.5,
    },
    entropy_surface: {
      entropy_surfaces: [
        {
          axis: "blur",
          points: [
            { axis: "blur", value: "0p8", edm: mark, mean_entropy: 0.5, entropy_variance: 0 },
          ],
          baseline_entropy: 0.5,
          mean_edm: 0.5,
          overall_mean_entropy: 0.5,
          overall_variance: 0,
        },
      ],
      baseline_entropy: 0.5,
      global_mean_edm: 0.5,
      global_mean_entropy: 0.5,
    },
  };
}

/** The files of `artifactsOf`, as an evaluation writes them. */
export function filesOf(caseId: string, mark?: number): Record<string, string> {
  const artifacts = Object.entries(artifactsOf(caseId, mark));
  const files = artifacts.map(([name, value]) => [`${name}.json`, JSON.stringify(value, null, 2)]);
  return Object.fromEntries(files);
}

/** A separate folder for a test file, removed when its tests are over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clarity-case-"));
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Writes files into the folder of a case, made if it is not there. */
export async function writeCase(root: string, caseId: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, caseId, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
