/**
 * The members of each artifact that a report shows in a place of their own. A test compares them with the
 * schemas, so a member that is added there must be shown or listed here.
 */
import type { ArtifactName } from "../../case/schemas.ts";

/** `true` is a member that is shown with all that is in it; `*` stands for every item of a list. */
export interface KnownMembers {
  readonly [name: string]: KnownMembers | true;
}

function members(...names: readonly string[]): KnownMembers {
  return Object.fromEntries(names.map((name) => [name, true]));
}

const MATRIX = members("width", "height", "values");
const STATISTICS = members("min", "max", "mean", "std", "variance");
const MONTE_CARLO = {
  confidence: STATISTICS,
  entropy: STATISTICS,
  ...members("n_samples", "seeds"),
};

export const KNOWN_MEMBERS: Readonly<Record<ArtifactName, KnownMembers>> = {
  manifest: {
    ...members("case_id", "title", "description", "synthetic"),
    ...members("created_at", "timestamp", "generated_at"),
    ...members("clarity_version", "baseline_id", "r2l_sha", "model_id", "seeds", "rich_mode"),
    image_dimensions: members("width", "height"),
    config: members("grid_size", "mask_value", "perturbation_axes", "rich_mode"),
  },
  sweep_manifest: {
    ...members("manifest_schema_family", "sweep_id", "model_id", "prompt", "image_path"),
    ...members("rich_mode", "axes", "seeds", "_synthetic"),
    runs: { "*": members("axis_values", "seed", "manifest_hash") },
    results: {
      "*": {
        ...members("axis", "value", "value_str", "seed", "model_id", "bundle_sha", "text_preview"),
        rich_summary: members(
          "confidence_score",
          "output_entropy",
          "mean_logprob",
          "token_count",
          "summary_hash",
        ),
      },
    },
    vram_usage: members("allocated_gb", "max_allocated_gb", "reserved_gb"),
  },
  metrics: {
    ...members("baseline_id", "mean_logprob", "token_count", "rich_mode"),
    ...members("global_mean_csi", "global_mean_edm"),
    baseline_metrics: {
      ...members("esi", "drift", "answer", "justification"),
      evidence_map: MATRIX,
    },
    probe_surface: {
      ...members("grid_size", "total_probes", "mean_delta_esi", "mean_delta_drift"),
      ...members("variance_delta_esi", "variance_delta_drift"),
      ...members("mean_abs_delta_esi", "mean_abs_delta_drift"),
      ...members("max_abs_delta_esi", "max_abs_delta_drift"),
      probes: {
        "*": members("row", "col", "delta_esi", "delta_drift", "masked_esi", "masked_drift"),
      },
      results: {
        "*": {
          probe: members("region_id", "axis", "value"),
          ...members("baseline_esi", "baseline_drift", "masked_esi", "masked_drift"),
          ...members("delta_esi", "delta_drift"),
        },
      },
    },
    monte_carlo: MONTE_CARLO,
  },
  overlay_bundle: {
    evidence_map: MATRIX,
    heatmap: MATRIX,
    regions: {
      "*": members("region_id", "x_min", "y_min", "x_max", "y_max", "area", "mean_evidence"),
    },
    total_evidence_area: true,
  },
  robustness_surface: {
    axes: {
      "*": {
        ...members("axis", "mean_esi", "mean_drift", "variance_esi", "variance_drift"),
        points: { "*": members("axis", "value", "esi", "drift", "csi", "edm") },
      },
    },
    ...members("global_mean_esi", "global_mean_drift"),
    ...members("global_variance_esi", "global_variance_drift"),
  },
  monte_carlo_stats: { ...members("axes", "total_runs"), monte_carlo: MONTE_CARLO },
  confidence_surface: {
    confidence_surfaces: {
      "*": {
        ...members("axis", "mean_csi", "overall_mean_confidence", "overall_variance"),
        points: {
          "*": members("axis", "value", "csi", "mean_confidence", "confidence_variance"),
        },
      },
    },
    ...members("global_mean_csi", "global_mean_confidence"),
  },
  entropy_surface: {
    entropy_surfaces: {
      "*": {
        ...members("axis", "baseline_entropy", "mean_edm"),
        ...members("overall_mean_entropy", "overall_variance"),
        points: { "*": members("axis", "value", "edm", "mean_entropy", "entropy_variance") },
      },
    },
    ...members("baseline_entropy", "global_mean_edm", "global_mean_entropy"),
  },
};
