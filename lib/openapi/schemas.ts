import { toJsonSchemaDefs, type JsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { ARTIFACT_SCHEMAS, CaseIdSchema, type ArtifactName } from "../case/schemas.ts";
import { ERROR_CODES, type ErrorCode } from "../error-codes.ts";
import * as answers from "../http/answers.ts";
import { ProblemSchema, problemSchema } from "./problem-schemas.ts";
import type { Reference } from "./specification.ts";

const ANSWERS = {
  CaseId: CaseIdSchema,
  CacheKey: answers.CacheKeySchema,
  GenerateRequest: answers.GenerateSchema,
  CaseIds: answers.CasesSchema,
  ReportStatus: answers.ReportStatusSchema,
  CaseReports: answers.CaseReportsSchema,
  DemoHealth: answers.DemoHealthSchema,
  CaseRow: answers.CaseRowSchema,
  CaseSummaries: answers.DemoCasesSchema,
  Case: answers.CaseSchema,
  SweepManifestAnswer: answers.ARTIFACT_ANSWER_SCHEMAS.sweep_manifest,
  MonteCarloStatsAnswer: answers.ARTIFACT_ANSWER_SCHEMAS.monte_carlo_stats,
  ConfidenceSurfaceAnswer: answers.ARTIFACT_ANSWER_SCHEMAS.confidence_surface,
  EntropySurfaceAnswer: answers.ARTIFACT_ANSWER_SCHEMAS.entropy_surface,
  ManifestAnswer: answers.ARTIFACT_ANSWER_SCHEMAS.manifest,
  MetricsAnswer: answers.ARTIFACT_ANSWER_SCHEMAS.metrics,
  OverlayBundleAnswer: answers.ARTIFACT_ANSWER_SCHEMAS.overlay_bundle,
  RobustnessSurfaceAnswer: answers.ARTIFACT_ANSWER_SCHEMAS.robustness_surface,
  Verification: answers.VerificationSchema,
  Health: answers.HealthSchema,
  Version: answers.VersionSchema,
  Description: answers.DescriptionSchema,
  SweepManifest: ARTIFACT_SCHEMAS.sweep_manifest,
  MonteCarloStats: ARTIFACT_SCHEMAS.monte_carlo_stats,
  ConfidenceSurface: ARTIFACT_SCHEMAS.confidence_surface,
  EntropySurface: ARTIFACT_SCHEMAS.entropy_surface,
  Manifest: ARTIFACT_SCHEMAS.manifest,
  Metrics: ARTIFACT_SCHEMAS.metrics,
  OverlayBundle: ARTIFACT_SCHEMAS.overlay_bundle,
  RobustnessSurface: ARTIFACT_SCHEMAS.robustness_surface,
  Checksums: answers.ChecksumsAnswerSchema,
  Problem: ProblemSchema,
} as const satisfies Record<string, v.GenericSchema>;

export type SchemaName = keyof typeof ANSWERS;

/** `in_progress` is `InProgress`. */
export function pascalCase(name: ErrorCode | ArtifactName): string {
  const words = name.split("_").map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return words.join("");
}

export function problemSchemaName(code: ErrorCode): string {
  return `${pascalCase(code)}Problem`;
}

export function schemaRef(name: string): Reference {
  return { $ref: `#/components/schemas/${name}` };
}

/** All schemas as JSON Schema 2020-12, which OpenAPI 3.1 uses. Each is named once and referenced. */
export function schemaComponents(): Record<string, JsonSchema> {
  const problems = ERROR_CODES.map(
    (code) => [problemSchemaName(code), problemSchema(code)] as const,
  );
  return toJsonSchemaDefs(
    { ...ANSWERS, ...Object.fromEntries(problems) },
    {
      target: "draft-2020-12",
      // Describe the input of the schemas, because that is what is sent: a null member is null.
      typeMode: "input",
      // JSON Schema cannot express these checks; the descriptions of the members state them in words.
      ignoreActions: ["check", "raw_check"],
      // Code checks a matrix; its metadata have the part that JSON Schema can express.
      overrideSchema: ({ valibotSchema }) => (valibotSchema.type === "custom" ? {} : undefined),
      overrideRef: ({ referenceId }) => schemaRef(referenceId).$ref,
    },
  );
}
