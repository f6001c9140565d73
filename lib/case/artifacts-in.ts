import * as v from "valibot";
import { fromSchemaIssue } from "./faults.ts";
import {
  ARTIFACT_SCHEMAS,
  fileOf,
  type Artifact,
  type ArtifactName,
  type CaseArtifacts,
} from "./schemas.ts";

/** The canonical JSON of each artifact that a case has. */
export type ArtifactTexts = Readonly<Partial<Record<ArtifactName, string>>>;

/** Parses and checks a canonical JSON text. @throws ClarityError `unreportable_case` */
export function validated<S extends v.GenericSchema>(
  caseId: string,
  file: string,
  schema: S,
  text: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, JSON.parse(text), { abortEarly: true });
  if (result.success) return result.output;
  throw fromSchemaIssue(caseId, file, result.issues[0]);
}

/** The artifacts of a case, parsed back from the canonical JSON that was hashed. */
export function artifactsIn(caseId: string, texts: ArtifactTexts): CaseArtifacts {
  const parsed = <N extends ArtifactName>(name: N): Artifact<N> | undefined => {
    const text = texts[name];
    if (text === undefined) return undefined;
    return validated(caseId, fileOf(name), ARTIFACT_SCHEMAS[name], text);
  };
  return {
    manifest: parsed("manifest"),
    sweep_manifest: parsed("sweep_manifest"),
    metrics: parsed("metrics"),
    overlay_bundle: parsed("overlay_bundle"),
    robustness_surface: parsed("robustness_surface"),
    monte_carlo_stats: parsed("monte_carlo_stats"),
    confidence_surface: parsed("confidence_surface"),
    entropy_surface: parsed("entropy_surface"),
  };
}
