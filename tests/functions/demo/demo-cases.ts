import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { ARTIFACT_SCHEMAS, type Artifact, type ArtifactName } from "../../../lib/case/schemas.ts";

export const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
export const SHIPPED = join(REPOSITORY, "functions/demo/artifacts");
export const CASE_IDS = ["case_001", "case_large", "case_rich", "case_sparse"] as const;

/** The type with every member that it may have. */
type Complete<T> = T extends object
  ? { [Name in keyof T]-?: Complete<Exclude<T[Name], undefined>> }
  : T;

interface Shipped {
  readonly manifest: Artifact<"manifest">;
  readonly metrics: Artifact<"metrics">;
  readonly overlay_bundle: Artifact<"overlay_bundle">;
  readonly robustness_surface: Artifact<"robustness_surface">;
}

/** The artifacts of a shipped case; throws if one does not satisfy its schema. */
export async function shippedCase(caseId: string): Promise<Complete<Shipped>> {
  const text = async (name: ArtifactName): Promise<unknown> =>
    JSON.parse(await readFile(join(SHIPPED, caseId, `${name}.json`), "utf8"));
  const shipped = {
    manifest: v.parse(ARTIFACT_SCHEMAS.manifest, await text("manifest")),
    metrics: v.parse(ARTIFACT_SCHEMAS.metrics, await text("metrics")),
    overlay_bundle: v.parse(ARTIFACT_SCHEMAS.overlay_bundle, await text("overlay_bundle")),
    robustness_surface: v.parse(
      ARTIFACT_SCHEMAS.robustness_surface,
      await text("robustness_surface"),
    ),
  };
  if (isComplete(shipped)) return shipped;
  throw new TypeError(`expected ${caseId} to state its baseline and its image`);
}

/** The demo folders have what their tests read; what only some have, these look for themselves. */
function isComplete(shipped: Shipped): shipped is Complete<Shipped> {
  const { manifest, metrics } = shipped;
  return metrics.baseline_metrics !== undefined && manifest.image_dimensions !== undefined;
}

/** Any artifact of a shipped bundle or ledger, in its own shape. */
export async function shippedArtifact<N extends ArtifactName>(
  path: string,
  name: N,
): Promise<Artifact<N>> {
  const text = await readFile(join(SHIPPED, path, `${name}.json`), "utf8");
  return v.parse(ARTIFACT_SCHEMAS[name], JSON.parse(text));
}
