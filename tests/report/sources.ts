import { readFileSync } from "node:fs";
import * as v from "valibot";
import { attachmentsOf } from "../../lib/case/attachments.ts";
import { cacheKey, sha256Hex } from "../../lib/case/cache-key.ts";
import { canonicalJson } from "../../lib/case/canonical-json.ts";
import {
  ARTIFACT_SCHEMAS,
  type ArtifactName,
  type CaseArtifacts,
  type Manifest,
  type Metrics,
  type OverlayBundle,
  type RobustnessSurface,
} from "../../lib/case/schemas.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";

export const DEMO_CASES = ["case_001", "case_sparse", "case_rich", "case_large"] as const;

/** The source of a report as the service makes it: drawn from the canonical JSON that was hashed. */
function sourceOf(artifacts: Readonly<Record<ArtifactName, unknown>>): ReportSource {
  const texts = {
    manifest: canonicalJson(artifacts.manifest),
    metrics: canonicalJson(artifacts.metrics),
    overlay_bundle: canonicalJson(artifacts.overlay_bundle),
    robustness_surface: canonicalJson(artifacts.robustness_surface),
  };
  const hashes = {
    manifest: sha256Hex(texts.manifest),
    metrics: sha256Hex(texts.metrics),
    overlay_bundle: sha256Hex(texts.overlay_bundle),
    robustness_surface: sha256Hex(texts.robustness_surface),
  };
  return {
    artifacts: artifactsFrom((name) => JSON.parse(texts[name])),
    hashes,
    cacheKey: cacheKey(hashes, REPORT_VERSION),
    attachments: attachmentsOf(texts),
  };
}

function artifactsFrom(read: (name: ArtifactName) => unknown): CaseArtifacts {
  return {
    manifest: v.parse(ARTIFACT_SCHEMAS.manifest, read("manifest")),
    metrics: v.parse(ARTIFACT_SCHEMAS.metrics, read("metrics")),
    overlay_bundle: v.parse(ARTIFACT_SCHEMAS.overlay_bundle, read("overlay_bundle")),
    robustness_surface: v.parse(ARTIFACT_SCHEMAS.robustness_surface, read("robustness_surface")),
  };
}

/** The artifacts of a demo case, as they are on disk. */
function demoArtifacts(caseId: string): CaseArtifacts {
  const folder = new URL(`../../functions/demo/artifacts/${caseId}/`, import.meta.url);
  return artifactsFrom((name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")));
}

/** @param change what is edited in the demo case */
export function demoSource(
  caseId: string,
  change: (artifacts: CaseArtifacts) => CaseArtifacts = (artifacts) => artifacts,
): ReportSource {
  return sourceOf(change(demoArtifacts(caseId)));
}

interface Changes {
  readonly manifest?: Partial<Manifest>;
  readonly metrics?: Partial<Metrics>;
  readonly overlay?: Partial<OverlayBundle>;
  readonly surface?: Partial<RobustnessSurface>;
}

/** A small case, 2 x 2 matrices and one axis of three points, with the given changes. */
export function smallSource(changes: Changes = {}): ReportSource {
  return sourceOf(smallArtifacts(changes));
}

export function smallArtifacts(changes: Changes = {}): CaseArtifacts {
  return {
    manifest: { ...MANIFEST, ...changes.manifest },
    metrics: { ...METRICS, ...changes.metrics },
    overlay_bundle: { ...OVERLAY, ...changes.overlay },
    robustness_surface: { ...SURFACE, ...changes.surface },
  };
}

type Axis = RobustnessSurface["axes"][number];

/** An axis with the given values as its points; ESI and drift move apart along it. */
export function axisOf(name: string, values: readonly (string | number)[]): Axis {
  return {
    axis: name,
    mean_esi: 0.8125,
    mean_drift: 0.1875,
    variance_esi: 0.00123456,
    variance_drift: 0.00234567,
    points: values.map((value, index) => ({
      axis: name,
      value,
      esi: 0.9 - index / (values.length * 2),
      drift: 0.05 + index / (values.length * 2),
    })),
  };
}

type ProbeSurface = NonNullable<Metrics["probe_surface"]>;

/** A probe surface of every cell of the grid. */
export function probeSurface(gridSize: number): ProbeSurface {
  const probes = Array.from({ length: gridSize * gridSize }, (_, index) => ({
    row: Math.floor(index / gridSize),
    col: index % gridSize,
    delta_esi: (index - gridSize) / 1000,
    delta_drift: index / 2000,
    masked_esi: 0.8,
    masked_drift: 0.1,
  }));
  return {
    grid_size: gridSize,
    total_probes: probes.length,
    mean_delta_esi: -0.05,
    mean_delta_drift: 0.04,
    variance_delta_esi: 0.002,
    variance_delta_drift: 0.003,
    probes,
  };
}

/** A matrix whose value at each cell the function gives. */
export function matrixOf(width: number, height: number, value: (x: number, y: number) => number) {
  const values = Array.from({ length: height }, (_row, y) =>
    Array.from({ length: width }, (_cell, x) => value(x, y)),
  );
  return { width, height, values };
}

const MANIFEST: Manifest = {
  case_id: "small_case",
  title: "A small case",
  description: "As little as a test needs.",
  synthetic: true,
  created_at: "2026-03-01T12:00:00Z",
  clarity_version: "1.4.0",
  baseline_id: "baseline_small",
  model_id: "test-model",
  image_dimensions: { width: 200, height: 100 },
  config: { grid_size: 2, mask_value: 0, perturbation_axes: ["brightness"] },
};

const METRICS: Metrics = {
  baseline_id: "baseline_small",
  baseline_metrics: { esi: 0.91, drift: 0.07 },
};

const OVERLAY: OverlayBundle = {
  evidence_map: matrixOf(2, 2, (x, y) => x - y),
  heatmap: matrixOf(2, 2, (x, y) => (x + y) / 2),
  regions: [],
};

const SURFACE: RobustnessSurface = {
  axes: [axisOf("brightness", ["0p8", "1p0", "1p2"])],
  global_mean_esi: 0.8125,
  global_mean_drift: 0.1875,
  global_variance_esi: 0.00123456,
  global_variance_drift: 0.00234567,
};
