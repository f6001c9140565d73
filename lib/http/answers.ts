/**
 * The responses of the routes, as schemas: the source of the handlers' types and of the API description. They are
 * strict, so that the tests find a member that is returned but not described.
 */
import * as v from "valibot";
import { RECORD_STATES, RECORD_SUMMARIES } from "../case/record.ts";
import { ARTIFACT_SCHEMAS, ARTIFACTS, CaseIdSchema, type ArtifactName } from "../case/schemas.ts";
import { ChecksumsSchema } from "../case/schemas/checksums.ts";
import { FILE_STATES } from "../case/schemas/file-states.ts";

export const CacheKeySchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/, "64 lower-case hex digits"),
  v.description("the key of the report: SHA-256, 64 lower-case hex digits"),
);

const HrefSchema = v.pipe(
  v.string(),
  v.regex(/^\/report\/[0-9a-f]{64}\.pdf$/),
  v.description("the report's permanent address, stored or not"),
);

export function hrefOf(key: string): string {
  return `/report/${key}.pdf`;
}

export const GenerateSchema = v.object({ case_id: CaseIdSchema }, "object");

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const FailedCheckSchema = v.strictObject({
  check: v.pipe(v.string(), v.description("its id in docs/checks.md")),
  title: v.pipe(v.string(), v.description("what the check asserts")),
  where: v.pipe(
    v.string(),
    v.description("file and JSON Pointer; two places are joined by ` and `"),
  ),
  what: v.pipe(v.string(), v.description("what has the value there, in words")),
  stated: v.pipe(v.string(), v.description("the value there, or at the first place")),
  computed: v.pipe(
    v.string(),
    v.description("what follows from the rest of the case, or the value at the second place"),
  ),
  count: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.description("how many contradictions the check found"),
  ),
});

export const ReportStatusSchema = v.strictObject({
  case_id: CaseIdSchema,
  cache_key: CacheKeySchema,
  ready: v.pipe(v.boolean(), v.description("whether the report is stored")),
  href: HrefSchema,
  sha256: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[0-9a-f]{64}$/, "64 lower-case hex digits"),
      v.description("SHA-256 of the stored report's bytes; only when `ready`"),
    ),
  ),
  bytes: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description("size of the stored report; only when `ready`"),
    ),
  ),
  record: v.pipe(
    v.union([v.picklist(["none", "unreadable"]), v.record(v.string(), v.picklist(RECORD_STATES))]),
    v.description("what `checksums.json` says about each artifact; `none` if the case has none"),
  ),
  checks: v.pipe(
    v.strictObject({
      hold: v.pipe(count, v.description("how many checks hold")),
      fail: v.pipe(
        v.array(FailedCheckSchema),
        v.description("every failed check, with its first contradiction"),
      ),
      unchecked: v.pipe(
        count,
        v.description(
          "how many checks cannot be made, because the case lacks the values to compare",
        ),
      ),
    }),
    v.description("results of the consistency checks (docs/checks.md)"),
  ),
});
export type ReportStatusAnswer = v.InferOutput<typeof ReportStatusSchema>;

export const CaseReportsSchema = v.strictObject({
  case_id: CaseIdSchema,
  reports: v.pipe(
    v.array(
      v.strictObject({
        key: CacheKeySchema,
        stored_at: v.pipe(
          v.string(),
          v.isoTimestamp(),
          v.description("when it was stored, in UTC on the store's clock"),
        ),
        href: HrefSchema,
      }),
    ),
    v.description("the reports of the page, the newest first"),
  ),
});
export type CaseReports = v.InferOutput<typeof CaseReportsSchema>;

const version = v.pipe(v.string(), v.description("of the package"));

export const HealthSchema = v.strictObject({
  status: v.literal("ok"),
  service: v.pipe(v.string(), v.description("the service's name")),
  version,
});

export const VersionSchema = v.strictObject({
  version,
  git_sha: v.pipe(v.string(), v.description("the commit that was built, or `unknown`")),
});

const synthetic = v.pipe(
  v.nullable(v.boolean()),
  v.description("what the manifest says; null if it says nothing"),
);
const STATED = "null where the case does not state it";
const text = v.nullable(v.string());
const figure = v.nullable(v.number());

export const DemoHealthSchema = v.strictObject({
  status: v.literal("ok"),
  mode: v.pipe(v.string(), v.description("`APP_ENV`")),
  artifact_root: v.pipe(v.string(), v.description("the last segment of the folder of cases")),
  cases_available: v.pipe(
    count,
    v.description("how many cases are among the first 1,000 entries of the folder"),
  ),
  counted_all: v.pipe(v.boolean(), v.description("whether the folder has no other entries")),
});

export type DemoHealth = v.InferOutput<typeof DemoHealthSchema>;

const OF_ALL_POINTS = "of all points of all axes; null where the case states none";
const extreme = v.nullable(
  v.strictObject({
    axis: v.string(),
    value: v.pipe(
      v.union([v.string(), v.number()]),
      v.description("of the perturbation, as the case writes it"),
    ),
    figure: v.number(),
  }),
);

const CaseSummarySchema = v.strictObject({
  case_id: CaseIdSchema,
  title: v.pipe(text, v.description(`the manifest's title; ${STATED}`)),
  description: v.pipe(text, v.description(`the manifest's description; ${STATED}`)),
  synthetic,
  model_id: v.pipe(text, v.description(`the model that was evaluated; ${STATED}`)),
  evaluated_at: v.pipe(
    text,
    v.description(`when the case was evaluated, as the manifest writes it; ${STATED}`),
  ),
  lowest_esi: v.pipe(extreme, v.description(`the lowest ESI ${OF_ALL_POINTS}`)),
  highest_drift: v.pipe(extreme, v.description(`the highest drift ${OF_ALL_POINTS}`)),
  axes: v.array(
    v.strictObject({
      axis: v.string(),
      mean_esi: v.pipe(figure, v.description(`the axis's mean ESI; ${STATED}`)),
      mean_drift: v.pipe(figure, v.description(`the axis's mean drift; ${STATED}`)),
    }),
  ),
});

export type CaseSummary = v.InferOutput<typeof CaseSummarySchema>;

export const UnreadableCaseSchema = v.strictObject({
  case_id: CaseIdSchema,
  problem: v.pipe(
    v.strictObject({
      code: v.string(),
      detail: v.string(),
      file: v.optional(v.string()),
    }),
    v.description("why the case cannot be read; docs/errors.md lists the codes"),
  ),
});

export type UnreadableCase = v.InferOutput<typeof UnreadableCaseSchema>;

const UNKNOWN = "null while it is not known";

/** A row of the list. What needs all artifacts of the case may not be known yet. */
export const CaseRowSchema = v.strictObject({
  ...CaseSummarySchema.entries,
  checks: v.pipe(
    v.nullable(
      v.strictObject({
        hold: v.pipe(count, v.description("how many checks hold")),
        fail: v.pipe(count, v.description("how many checks fail")),
        unchecked: v.pipe(count, v.description("how many checks cannot be made")),
      }),
    ),
    v.description(`the consistency checks (docs/checks.md); ${UNKNOWN}`),
  ),
  record: v.pipe(
    v.nullable(v.picklist(RECORD_SUMMARIES)),
    v.description(
      `what \`checksums.json\` says about the artifacts: the first of these that is true of one of them; \`none\` if there is no such file; ${UNKNOWN}`,
    ),
  ),
  key: v.pipe(
    v.nullable(CacheKeySchema),
    v.description(`the key of the case's report; ${UNKNOWN}`),
  ),
  report: v.pipe(
    v.nullable(v.picklist(["ready", "missing"])),
    v.description(`whether the report of this key is stored; ${UNKNOWN}`),
  ),
});
export type CaseRow = v.InferOutput<typeof CaseRowSchema>;

const ListedCaseSchema = v.union([CaseRowSchema, UnreadableCaseSchema]);
export type ListedCase = v.InferOutput<typeof ListedCaseSchema>;

const NOT_ALL = "null while not all are known";
const countOrNull = v.nullable(count);

const ListCountsSchema = v.pipe(
  v.strictObject({
    all: v.pipe(count, v.description("how many cases the search finds, whatever the filter")),
    read: v.pipe(
      count,
      v.description("how many of them have been read in short: title, model, lowest ESI"),
    ),
    known: v.pipe(
      count,
      v.description("how many of them have been read in whole: checks, record, key"),
    ),
    failed_checks: v.pipe(
      countOrNull,
      v.description(`how many have a check that fails; ${NOT_ALL}`),
    ),
    record_differs: v.pipe(
      countOrNull,
      v.description(`how many have an artifact that differs from \`checksums.json\`; ${NOT_ALL}`),
    ),
    no_report: v.pipe(countOrNull, v.description(`how many have no stored report; ${NOT_ALL}`)),
    unreadable: v.pipe(countOrNull, v.description(`how many cannot be read; ${NOT_ALL}`)),
  }),
  v.description("of the cases that the search finds, how many each filter keeps"),
);
export type ListCounts = v.InferOutput<typeof ListCountsSchema>;

const artifacts = v.pipe(
  v.array(v.picklist(ARTIFACTS)),
  v.description("the artifacts that the case has, readable or not; each has a route of its name"),
);

/** A case as in the list of cases, with the artifacts that it has. */
export const CaseSchema = v.union([
  v.strictObject({ ...CaseSummarySchema.entries, artifacts }),
  v.strictObject({ ...UnreadableCaseSchema.entries, artifacts }),
]);
export type CaseAnswer = v.InferOutput<typeof CaseSchema>;

const total = v.pipe(count, v.description("how many cases there are on all pages"));

export const DemoCasesSchema = v.strictObject({
  cases: v.pipe(v.array(ListedCaseSchema), v.description("a row for each case of the page")),
  total,
  counts: ListCountsSchema,
  skipped: v.pipe(
    v.strictObject({
      count: v.pipe(count, v.description("how many folders are skipped")),
      first: v.pipe(v.array(v.string()), v.description("the names of the first few")),
    }),
    v.description("folders whose names are not case ids: how many, and the first few"),
  ),
});
export type DemoCases = v.InferOutput<typeof DemoCasesSchema>;

export const CasesSchema = v.strictObject({
  cases: v.pipe(v.array(CaseIdSchema), v.description("the ids of the cases of the page")),
  unreadable: v.pipe(
    v.array(UnreadableCaseSchema),
    v.description("those of them that cannot be read, each with its `problem`"),
  ),
  total,
});
export type Cases = v.InferOutput<typeof CasesSchema>;

/** An artifact with its case; `data` is its canonical JSON, exactly as it was hashed. */
const artifactSchema = <N extends ArtifactName>(name: N) =>
  v.strictObject({
    case_id: CaseIdSchema,
    artifact_type: v.literal(name),
    data: ARTIFACT_SCHEMAS[name],
    synthetic,
  });

export const ARTIFACT_ANSWER_SCHEMAS = {
  manifest: artifactSchema("manifest"),
  sweep_manifest: artifactSchema("sweep_manifest"),
  metrics: artifactSchema("metrics"),
  overlay_bundle: artifactSchema("overlay_bundle"),
  robustness_surface: artifactSchema("robustness_surface"),
  monte_carlo_stats: artifactSchema("monte_carlo_stats"),
  confidence_surface: artifactSchema("confidence_surface"),
  entropy_surface: artifactSchema("entropy_surface"),
} as const;

const UnreadableChecksumsSchema = v.strictObject({
  record: v.literal("unreadable"),
  reason: v.pipe(v.string(), v.description("why `checksums.json` cannot be read")),
});
export type UnreadableChecksums = v.InferOutput<typeof UnreadableChecksumsSchema>;

/** A readable record as the file has it. */
export const ChecksumsAnswerSchema = v.union([UnreadableChecksumsSchema, ChecksumsSchema]);

const CheckedFileSchema = v.strictObject({
  state: v.pipe(
    v.picklist(FILE_STATES),
    v.description(
      "`confirmed`: its bytes have the checksum, as they are or with other line ends; `differs`: they do not; `missing`: there is no such file; `not_checked`: `reason` says why",
    ),
  ),
  reason: v.optional(v.pipe(v.string(), v.description("why the file was not checked"))),
});

export const VerificationSchema = v.strictObject({
  case_id: CaseIdSchema,
  record: v.pipe(
    v.picklist(["readable", "none", "unreadable"]),
    v.description("whether the case has a `checksums.json` that can be read"),
  ),
  reason: v.optional(v.pipe(v.string(), v.description("why the record cannot be read"))),
  valid: v.pipe(
    v.boolean(),
    v.description("whether every listed file is confirmed; false if none is listed"),
  ),
  files: v.pipe(
    v.record(v.string(), CheckedFileSchema),
    v.description("the files that `checksums.json` lists, by name"),
  ),
});
export type Verification = v.InferOutput<typeof VerificationSchema>;

/** The response of `/openapi.json`, as far as it describes itself; OpenAPI's own schema describes the rest. */
export const DescriptionSchema = v.looseObject({
  openapi: v.literal("3.1.1"),
  info: v.looseObject({ title: v.string(), version }),
  paths: v.record(v.string(), v.looseObject({})),
});
