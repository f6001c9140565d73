/** The report's model of a case that is only partly here, for what the page says while it loads. */
import type {
  ArtifactName,
  CaseArtifacts,
  Manifest,
  Metrics,
  OverlayBundle,
  RobustnessSurface,
} from "../../../../lib/case/schemas.ts";
import { caseFacts, type Fact } from "../../../../lib/report/model/case-facts.ts";
import { keyFigures, type KeyFigure } from "../../../../lib/report/model/key-figures.ts";
import { buildModel, type ReportModel } from "../../../../lib/report/model/model.ts";

/** The artifacts that are here; undefined are those that are not, or not yet. */
export interface CaseParts {
  readonly manifest: Manifest | undefined;
  readonly metrics: Metrics | undefined;
  readonly surface: RobustnessSurface | undefined;
  readonly overlay: OverlayBundle | undefined;
}

/** One of the report's key figures; `known` is false while its artifact is not here. */
export interface Tile {
  readonly figure: KeyFigure;
  readonly source: FigureSource;
  readonly known: boolean;
}

type FigureSource = Exclude<keyof CaseParts, "manifest">;

/** Which artifacts each of the report's key figures comes from, in the report's order. */
const SOURCES: readonly FigureSource[] = [
  "metrics",
  "metrics",
  "surface",
  "surface",
  "surface",
  "metrics",
  "overlay",
  "metrics",
];

export function tilesOf(parts: CaseParts): Tile[] {
  return keyFigures(modelOf(parts)).map((figure, index) => {
    const source = SOURCES[index] ?? "metrics";
    return { figure, source, known: parts[source] !== undefined };
  });
}

/** The identity of a case as the report's cover has it; of what metrics.json adds, only what is here. */
export function factsOf(manifest: Manifest, metrics: Metrics | undefined): Fact[] {
  return caseFacts(modelOf({ manifest, metrics, surface: undefined, overlay: undefined }));
}

const NO_HASHES = { manifest: "", metrics: "", overlay_bundle: "", robustness_surface: "" };

/** With empty artifacts in place of those that are not here: only what is known is taken from it. */
function modelOf({ manifest, metrics, surface, overlay }: CaseParts): ReportModel {
  const baseline = manifest?.baseline_id ?? "";
  const artifacts: CaseArtifacts = {
    manifest: manifest ?? EMPTY_MANIFEST,
    metrics: metrics ?? { baseline_id: baseline, baseline_metrics: { esi: 0, drift: 0 } },
    overlay_bundle: overlay ?? { evidence_map: LEFT_OUT, heatmap: LEFT_OUT },
    robustness_surface: surface ?? EMPTY_SURFACE,
  } satisfies Record<ArtifactName, unknown>;
  return buildModel({ artifacts, hashes: NO_HASHES, cacheKey: "", attachments: [] });
}

const LEFT_OUT = { width: 1, height: 1, values: "" };

const EMPTY_SURFACE: RobustnessSurface = {
  axes: [],
  global_mean_esi: 0,
  global_mean_drift: 0,
  global_variance_esi: 0,
  global_variance_drift: 0,
};

const EMPTY_MANIFEST: Manifest = {
  case_id: "",
  title: "",
  description: "",
  synthetic: false,
  clarity_version: "",
  baseline_id: "",
  image_dimensions: { width: 1, height: 1 },
  config: { grid_size: 0, mask_value: 0, perturbation_axes: [] },
};
