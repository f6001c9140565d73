/** The report's model of a case that is only partly here, for what the page says while it loads. */
import type {
  CaseArtifacts,
  Manifest,
  Metrics,
  OverlayBundle,
  RobustnessSurface,
} from "../../../../lib/case/schemas.ts";
import { caseFacts } from "../../../../lib/report/model/case-facts.ts";
import type { Fact } from "../../../../lib/report/model/facts.ts";
import { keyFigures, type KeyFigure } from "../../../../lib/report/model/key-figures.ts";
import { buildModel, type ReportModel } from "../../../../lib/report/model/model.ts";

/** The artifacts that are here; undefined are those that are not, or not yet. */
export interface CaseParts {
  readonly manifest: Manifest | undefined;
  readonly metrics: Metrics | undefined;
  readonly surface: RobustnessSurface | undefined;
  readonly overlay: OverlayBundle | undefined;
}

/** One of the report's key figures. */
export interface Tile {
  readonly figure: KeyFigure;
}

/** The key figures of what is here; those of artifacts that are not are left out. */
export function tilesOf(parts: CaseParts): Tile[] {
  return keyFigures(modelOf(parts)).map((figure) => ({ figure }));
}

/** The identity of a case as the report's cover has it; of what metrics.json adds, only what is here. */
export function factsOf(manifest: Manifest, metrics: Metrics | undefined): Fact[] {
  return caseFacts({ manifest, metrics });
}

function modelOf({ manifest, metrics, surface, overlay }: CaseParts): ReportModel {
  const artifacts: CaseArtifacts = {
    manifest,
    metrics,
    overlay_bundle: overlay,
    robustness_surface: surface,
  };
  return buildModel({ artifacts, hashes: {}, cacheKey: "", attachments: [] });
}
