/** Examples with made-up values. A test checks each one against its schema. */
export const CASE_ID = "case_001";
export const CACHE_KEY = "5b1f9c6f0e4fd2e1a7c9d1f5a4cb7b9b6d3e0a8f2c4d6e8f0a1b2c3d4e5f6071";
export const REPORT_SHA256 = "72421c4dd15156f4c4a041678af00d34b69813d97ed0cc7a2c9c77fa2788352d";
export const REQUEST_ID = "0b7c2a5e-4c61-4d8e-9a55-3f0d6c1b2a90";

/** A minimal evaluation, as in case_sparse. */
const SPARSE = { case_id: "case_sparse", synthetic: true } as const;
const MATRIX = { width: 224, height: 224, values: "omitted: matrix not exported" } as const;

export const ROW = {
  ...SPARSE,
  title: "Pleural effusion: contrast only",
  description: "A minimal synthetic case.",
  model_id: null,
  evaluated_at: "2025-09-02T16:05:00+02:00",
  lowest_esi: { axis: "contrast", value: "0p8", figure: 0.710422 },
  highest_drift: { axis: "contrast", value: "0p8", figure: 0.271524 },
  axes: [{ axis: "contrast", mean_esi: 0.75705833, mean_drift: 0.22370333 }],
  checks: { hold: 11, fail: 0, unchecked: 34 },
  record: "confirmed",
  key: CACHE_KEY,
  report: "missing",
};

export const COUNTS = {
  all: 1,
  read: 1,
  known: 1,
  failed_checks: 0,
  record_differs: 0,
  no_report: 1,
  unreadable: 0,
};

export const UNREADABLE = {
  case_id: "case_cut_off",
  problem: {
    code: "unreportable_case",
    detail: "manifest.json: expected JSON, found an empty file",
    file: "manifest.json",
  },
} as const;

export const ARTIFACTS = {
  manifest: {
    ...SPARSE,
    title: "Pleural effusion: contrast only",
    description: "A minimal synthetic case.",
    timestamp: "2025-09-02T16:05:00+02:00",
    config: { grid_size: 8, perturbation_axes: ["contrast"] },
  },
  sweep_manifest: {
    manifest_schema_family: "clarity_rich_aggregate_v1",
    model_id: "model",
    results: [{ axis: "contrast", value: 0.8, value_str: "0p8", seed: 7 }],
  },
  monte_carlo_stats: {
    monte_carlo: { confidence: { min: 0.7, max: 0.9, mean: 0.8, std: 0.1, variance: 0.01 } },
    total_runs: 3,
  },
  confidence_surface: {
    confidence_surfaces: [
      { axis: "contrast", points: [{ value: "0p8", csi: 0.9 }], mean_csi: 0.9 },
    ],
  },
  entropy_surface: {
    entropy_surfaces: [{ axis: "contrast", points: [{ value: "0p8", edm: 0.1 }], mean_edm: 0.1 }],
  },
  metrics: { baseline_id: "baseline_sparse", baseline_metrics: { esi: 0.841, drift: 0.118 } },
  overlay_bundle: { evidence_map: MATRIX, heatmap: MATRIX, regions: [] },
  robustness_surface: {
    axes: [
      {
        axis: "contrast",
        mean_esi: 0.75705833,
        mean_drift: 0.22370333,
        variance_esi: 0.00353761,
        variance_drift: 0.00560347,
        points: [{ axis: "contrast", value: "0p8", esi: 0.710422, drift: 0.271524 }],
      },
    ],
    global_mean_esi: 0.75705833,
    global_mean_drift: 0.22370333,
    global_variance_esi: 0.00353761,
    global_variance_drift: 0.00560347,
  },
} as const;

export const CHECKSUMS = {
  algorithm: "SHA256",
  generated_at: "2025-09-02T16:05:00+02:00",
  files: { "metrics.json": "5692793059A156125C6931F6E14F9E9E89782C537DE48BBFC2F59C0875A3EA89" },
} as const;
