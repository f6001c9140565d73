/** Cases in the shapes that CLARITY's evaluator writes, small but with every member that a schema names. */
import type { Artifact, ArtifactName } from "../../lib/case/schemas.ts";
import { matrixOf } from "./sources.ts";

const HASHES = {
  first: "df9d942b14d1d6fe534c281c46ce505b66730455e938584a210a1f9cb78b9d58",
  second: "4825054bdba58d984bc54806843c96ab0cd6755667830cf9b11ce6cbe805988e",
  summary: "fba587054c9f63149eba704a703fa8bcb4c5a2d2f96997857fba5c9a8d6166e6",
} as const;

const AXES = { brightness: [0.8, 1, 10, 1.2], contrast: [0.9, 1.1] } as const;

/** The values as the evaluator orders them: by their encoded text. */
const ENCODED = {
  brightness: ["0p8", "10p0", "1p0", "1p2"],
  contrast: ["0p9", "1p1"],
} as const;

export function sweepManifest(): Artifact<"sweep_manifest"> {
  return {
    manifest_schema_family: "clarity_rich_aggregate_v1",
    sweep_id: "bundle-of-a-test",
    model_id: "test/vlm-4b-it",
    prompt: "Analyze this medical image for any anomalies.",
    image_path: "tests/fixtures/clinical_sample.png",
    rich_mode: true,
    axes: { brightness: [...AXES.brightness], contrast: [...AXES.contrast] },
    seeds: [42, "13434203945283401733"],
    vram_usage: { allocated_gb: 8.02, max_allocated_gb: 9.14, reserved_gb: 9.26 },
    results: Object.entries(AXES).flatMap(([axis, values], outer) =>
      values.map((value, index) => ({
        axis,
        value,
        value_str: String(value).replace(".", "p"),
        seed: index % 2 === 0 ? 42 : "13434203945283401733",
        model_id: "test/vlm-4b-it",
        bundle_sha: index % 2 === 0 ? HASHES.first : HASHES.second,
        text_preview: `The answer of run ${outer}.${index} begins`,
        rich_summary: {
          confidence_score: 0.81 + index / 100,
          output_entropy: 4.96 + index / 1000,
          mean_logprob: -0.2155 - index / 10_000,
          token_count: 342 + index,
          summary_hash: HASHES.summary,
        },
      })),
    ),
  };
}

/** The orchestrator's output before there are metrics: several axes in each run. */
export function sweepLedger(): Artifact<"sweep_manifest"> {
  return {
    axes: { brightness: [0.8, 1], noise: ["low", "high"] },
    seeds: [7],
    runs: [0.8, 1].flatMap((brightness) =>
      ["low", "high"].map((noise) => ({
        axis_values: { brightness, noise },
        seed: 7,
        manifest_hash: noise === "low" ? HASHES.first : HASHES.second,
      })),
    ),
  };
}

export function robustnessSurface(): Artifact<"robustness_surface"> {
  return {
    axes: Object.entries(ENCODED).map(([axis, values], outer) => ({
      axis,
      mean_esi: 0.8125 + outer / 100,
      mean_drift: 0.1875 + outer / 100,
      variance_esi: 0.00123 + outer / 1000,
      variance_drift: 0.00234 + outer / 1000,
      points: values.map((value, index) => ({
        axis,
        value,
        esi: 0.91 - index / 100,
        drift: 0.07 + index / 100,
      })),
    })),
    global_mean_esi: 0.8175,
    global_mean_drift: 0.1925,
    global_variance_esi: 0.00151,
    global_variance_drift: 0.00252,
  };
}

export function confidenceSurface(): Artifact<"confidence_surface"> {
  return {
    confidence_surfaces: Object.entries(ENCODED).map(([axis, values], outer) => ({
      axis,
      mean_csi: 0.9925 - outer / 1000,
      overall_mean_confidence: 0.8065 + outer / 1000,
      overall_variance: 0.00077 + outer / 10_000,
      points: values.map((value, index) => ({
        axis,
        value,
        csi: 0.99 - index / 1000,
        mean_confidence: 0.8061 - index / 1000,
        confidence_variance: 0.00046 + index / 10_000,
      })),
    })),
    global_mean_csi: 0.9915,
    global_mean_confidence: 0.8075,
  };
}

export function entropySurface(): Artifact<"entropy_surface"> {
  return {
    entropy_surfaces: Object.entries(ENCODED).map(([axis, values], outer) => ({
      axis,
      baseline_entropy: 4.99646 + outer / 1000,
      mean_edm: 0.0125 + outer / 1000,
      overall_mean_entropy: 4.9825 + outer / 1000,
      overall_variance: 0.00088 + outer / 10_000,
      points: values.map((value, index) => ({
        axis,
        value,
        edm: 0.011 + index / 1000,
        mean_entropy: 4.981 + index / 1000,
        entropy_variance: 0.00097 + index / 10_000,
      })),
    })),
    baseline_entropy: 4.99646272,
    global_mean_edm: 0.0135,
    global_mean_entropy: 4.9835,
  };
}

const STATISTICS = { min: 0.61, max: 0.97, mean: 0.83, std: 0.08, variance: 0.0064 } as const;

function monteCarloStats(): Artifact<"monte_carlo_stats"> {
  return {
    axes: ["brightness", "contrast"],
    monte_carlo: {
      confidence: STATISTICS,
      entropy: { min: 4.61, max: 4.97, mean: 4.83, std: 0.07, variance: 0.0049 },
      n_samples: 12,
      seeds: [42, 123],
    },
    total_runs: 13,
  };
}

function result(region_id: string, value: string, change: number) {
  return {
    probe: { region_id, axis: "brightness", value },
    baseline_esi: 1,
    baseline_drift: 0,
    delta_esi: change,
    delta_drift: -change / 2,
    masked_esi: 1 + change,
    masked_drift: -change / 2,
  };
}

/** Probes as the counterfactual engine writes them, under two settings, one of them of a region. */
function engineProbes() {
  const cells = Array.from({ length: 9 }, (_, index) => ({
    row: Math.floor(index / 3),
    col: index % 3,
    change: index === 4 ? -0.6 : -index / 100,
  }));
  return {
    mean_abs_delta_esi: 0.10222,
    mean_abs_delta_drift: 0.05111,
    max_abs_delta_esi: 0.6,
    max_abs_delta_drift: 0.3,
    results: [
      ...["1p0", "1p2"].flatMap((value) =>
        cells.map(({ row, col, change }) => result(`grid_r${row}_c${col}_k3`, value, change)),
      ),
      result("evidence_r1", "1p0", -0.45),
    ],
  };
}

const evidence = matrixOf(4, 4, (x, y) => (x + y) / 8);

export function engineMetrics(): Artifact<"metrics"> {
  return {
    baseline_id: "clinical-sample-01",
    baseline_metrics: {
      esi: 0.91,
      drift: 0.07,
      answer: "Normal findings.",
      justification: "No abnormalities detected.",
      evidence_map: evidence,
    },
    probe_surface: engineProbes(),
    mean_logprob: -0.2153,
    token_count: 341,
    rich_mode: true,
    global_mean_csi: 0.9935,
    global_mean_edm: 0.0145,
  };
}

export function engineOverlay(): Artifact<"overlay_bundle"> {
  const region = { y_min: 0.125, y_max: 0.6, area: 0.0287787 };
  return {
    evidence_map: evidence,
    heatmap: matrixOf(4, 4, (x, y) => (x * y) / 9),
    regions: [
      { ...region, region_id: "evidence_r0", x_min: 0.1, x_max: 0.3, mean_evidence: 0.823 },
      { ...region, region_id: "evidence_r1", x_min: 0.55, x_max: 0.7, mean_evidence: 0.781 },
    ],
    total_evidence_area: 0.0575574,
  };
}

export function manifest(): Artifact<"manifest"> {
  return {
    case_id: "every.artifact-1",
    title: "Every artifact and every member",
    description: "A case that has all that a schema names.",
    synthetic: true,
    created_at: "2026-02-20T00:00:00Z",
    timestamp: "2026-02-21",
    generated_at: "2026-02-22T01:02:03Z",
    clarity_version: "v0.0.16-m15",
    baseline_id: "clinical-sample-01",
    r2l_sha: "5b0c7e1f9a3d48262c4e8f70b1d6a95e3f872c04",
    model_id: "test/vlm-4b-it",
    seeds: [42, 123],
    rich_mode: true,
    image_dimensions: { width: 64, height: 48 },
    config: {
      grid_size: 3,
      mask_value: [0.25, 0.5, 0.75],
      perturbation_axes: ["brightness", "contrast"],
      rich_mode: true,
    },
  };
}

/** An evidence bundle of rich mode. */
export function bundle(): Partial<Record<ArtifactName, unknown>> {
  return {
    sweep_manifest: sweepManifest(),
    robustness_surface: robustnessSurface(),
    monte_carlo_stats: monteCarloStats(),
    confidence_surface: confidenceSurface(),
    entropy_surface: entropySurface(),
  };
}

/** More than the evaluator ever writes together, which a report must handle. */
export function everyArtifact(): Record<ArtifactName, unknown> {
  return {
    manifest: manifest(),
    metrics: { ...engineMetrics(), monte_carlo: { ...monteCarloStats().monte_carlo, seeds: [1] } },
    overlay_bundle: engineOverlay(),
    sweep_manifest: sweepManifest(),
    robustness_surface: robustnessSurface(),
    monte_carlo_stats: monteCarloStats(),
    confidence_surface: confidenceSurface(),
    entropy_surface: entropySurface(),
  };
}
