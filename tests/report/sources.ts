import { existsSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { attachmentsOf } from "../../lib/case/attachments.ts";
import { sha256Hex } from "../../lib/case/cache-key.ts";
import { keyText } from "../../lib/case/key-text.ts";
import type { ChecksumRecord, RecordState } from "../../lib/case/record.ts";
import { artifactsIn } from "../../lib/case/artifacts-in.ts";
import { canonicalJson } from "../../lib/case/canonical-json.ts";
import {
  ARTIFACT_SCHEMAS,
  ARTIFACTS,
  type Artifact,
  type ArtifactName,
  type Manifest,
  type Metrics,
  type OverlayBundle,
  type RobustnessSurface,
} from "../../lib/case/schemas.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";

export const DEMO_CASES = ["case_001", "case_sparse", "case_rich", "case_large"] as const;

/** The source of a report as the service makes it: drawn from the canonical JSON that was hashed. */
export function sourceOf(
  given: Readonly<Partial<Record<ArtifactName, unknown>>>,
  record: ChecksumRecord = "none",
): ReportSource {
  const texts: Partial<Record<ArtifactName, string>> = {};
  const hashes: Partial<Record<ArtifactName, string>> = {};
  for (const name of ARTIFACTS) {
    if (given[name] === undefined) continue;
    const text = canonicalJson(given[name]);
    texts[name] = text;
    hashes[name] = sha256Hex(text);
  }
  const key = keyText({ artifacts: hashes, record, report: REPORT_VERSION });
  return {
    artifacts: artifactsIn("case", texts),
    hashes,
    record,
    cacheKey: sha256Hex(key),
    attachments: attachmentsOf(texts, key),
  };
}

/** A case of the four artifacts of a demo folder. */
export type DemoArtifacts = {
  readonly [N in "manifest" | "metrics" | "overlay_bundle" | "robustness_surface"]: Artifact<N>;
};

/** The artifacts of a demo case, as they are on disk. */
export function demoArtifacts(caseId: string): DemoArtifacts {
  const folder = new URL(`../../functions/demo/artifacts/${caseId}/`, import.meta.url);
  const read = (name: ArtifactName): unknown =>
    JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));
  return {
    manifest: v.parse(ARTIFACT_SCHEMAS.manifest, read("manifest")),
    metrics: v.parse(ARTIFACT_SCHEMAS.metrics, read("metrics")),
    overlay_bundle: v.parse(ARTIFACT_SCHEMAS.overlay_bundle, read("overlay_bundle")),
    robustness_surface: v.parse(ARTIFACT_SCHEMAS.robustness_surface, read("robustness_surface")),
  };
}

/** Demo cases of the other shapes, and where below the demo cases their artifacts lie. */
export const BUNDLES = {
  bundle_rich: "bundle_rich",
  bundle_nested: "bundle_nested/clarity",
  ledger_only: "ledger_only",
} as const;

/** The source of the report of a demo case in one of the other shapes. */
export function bundleSource(caseId: keyof typeof BUNDLES): ReportSource {
  const folder = new URL(`../../functions/demo/artifacts/${BUNDLES[caseId]}/`, import.meta.url);
  const found = ARTIFACTS.flatMap((name) => {
    const file = new URL(`${name}.json`, folder);
    return existsSync(file) ? [[name, JSON.parse(readFileSync(file, "utf8"))]] : [];
  });
  const artifacts: Partial<Record<ArtifactName, unknown>> = Object.fromEntries(found);
  const hasRecord = existsSync(new URL("checksums.json", folder));
  return sourceOf(artifacts, hasRecord ? confirmed(artifacts) : "none");
}

/** The checksums of a demo case, which its generator writes. */
function confirmed(artifacts: object): Partial<Record<ArtifactName, RecordState>> {
  return Object.fromEntries(Object.keys(artifacts).map((name) => [name, "confirmed"]));
}

/** @param change edits the demo case, which then has no record of checksums */
export function demoSource(
  caseId: string,
  change?: (artifacts: DemoArtifacts) => DemoArtifacts,
): DemoSource {
  const artifacts = demoArtifacts(caseId);
  if (change === undefined) return demoFolder(sourceOf(artifacts, confirmed(artifacts)));
  return demoFolder(sourceOf(change(artifacts)));
}

/** The source of a report of a demo folder, which has all four artifacts. */
export type DemoSource = ReportSource & { readonly artifacts: DemoArtifacts };

function demoFolder(source: ReportSource): DemoSource {
  const { artifacts } = source;
  return {
    ...source,
    artifacts: {
      manifest: required(artifacts.manifest),
      metrics: required(artifacts.metrics),
      overlay_bundle: required(artifacts.overlay_bundle),
      robustness_surface: required(artifacts.robustness_surface),
    },
  };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError("expected a case with this artifact");
  return value;
}

interface Changes {
  readonly manifest?: Partial<Manifest>;
  readonly metrics?: Partial<Metrics>;
  readonly overlay?: Partial<OverlayBundle>;
  readonly surface?: Partial<RobustnessSurface>;
}

/** A small case, 2 x 2 matrices and one axis of three points, with the given changes. */
export function smallSource(changes: Changes = {}): DemoSource {
  return demoFolder(sourceOf(smallArtifacts(changes)));
}

export function smallArtifacts(changes: Changes = {}): DemoArtifacts {
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

/** A probe surface of every cell of the grid. */
export function probeSurface(gridSize: number) {
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
