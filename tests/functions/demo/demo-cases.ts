import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import {
  ARTIFACT_SCHEMAS,
  type ArtifactName,
  type CaseArtifacts,
} from "../../../lib/case/schemas.ts";

export const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
export const SHIPPED = join(REPOSITORY, "functions/demo/artifacts");
export const CASE_IDS = ["case_001", "case_large", "case_rich", "case_sparse"] as const;

/** The artifacts of a shipped case; throws if one does not satisfy its schema. */
export async function shippedCase(caseId: string): Promise<CaseArtifacts> {
  const text = async (name: ArtifactName): Promise<unknown> =>
    JSON.parse(await readFile(join(SHIPPED, caseId, `${name}.json`), "utf8"));
  return {
    manifest: v.parse(ARTIFACT_SCHEMAS.manifest, await text("manifest")),
    metrics: v.parse(ARTIFACT_SCHEMAS.metrics, await text("metrics")),
    overlay_bundle: v.parse(ARTIFACT_SCHEMAS.overlay_bundle, await text("overlay_bundle")),
    robustness_surface: v.parse(
      ARTIFACT_SCHEMAS.robustness_surface,
      await text("robustness_surface"),
    ),
  };
}
