/**
 * The artifacts of a case, as valibot schemas: the one source of the types, of the refusals and of the
 * API description. Objects are loose: unknown members are allowed, kept, and count towards the hash.
 */
import * as v from "valibot";
import { matrixFaults } from "./matrix.ts";

/** The four artifacts that the report draws and the key covers, in the order in which they are read. */
export const ARTIFACTS = ["manifest", "metrics", "overlay_bundle", "robustness_surface"] as const;
export type ArtifactName = (typeof ARTIFACTS)[number];

/** The name of an artifact's file within its case. */
export function fileOf(name: ArtifactName): string {
  return `${name}.json`;
}

/** A member that may be left out, or be null: evaluations written in Python say None where they know nothing. */
const optional = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.nullish(schema),
    v.transform((member) => member ?? undefined),
  );

const integer = v.pipe(v.number(), v.integer("an integer"));
const count = v.pipe(integer, v.minValue(0, "an integer of at least 0"));
const pixels = v.pipe(integer, v.minValue(1, "an integer of at least 1"));
const esi = v.pipe(v.number(), v.description("Evidence Stability Index: higher is steadier"));
const drift = v.pipe(v.number(), v.description("justification drift: lower is steadier"));

/** Naive times are read as UTC, so that the report does not depend on the machine's time zone. */
const ISO_8601 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/;
const timestamp = v.pipe(
  v.string(),
  v.regex(ISO_8601, "an ISO 8601 date or time"),
  v.check(isOnTheCalendar, "a date that the calendar has"),
  v.description("ISO 8601 date or time that the calendar has; UTC where it names no zone"),
);

/** False for a 30 February: JavaScript would quietly read it as a day in March. */
function isOnTheCalendar(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

export const CaseIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 characters of A-Z, a-z, 0-9, _ and -"),
  v.description("the name of the case's folder: 1 to 64 characters of A-Z, a-z, 0-9, _ and -"),
);

const ManifestSchema = v.looseObject({
  case_id: CaseIdSchema,
  title: v.string(),
  description: v.string(),
  synthetic: v.boolean(),
  created_at: optional(timestamp),
  timestamp: optional(timestamp),
  generated_at: optional(timestamp),
  clarity_version: v.string(),
  baseline_id: v.string(),
  r2l_sha: optional(v.string()),
  model_id: optional(v.string()),
  seeds: optional(v.array(integer)),
  rich_mode: optional(v.boolean()),
  image_dimensions: v.looseObject({ width: pixels, height: pixels }),
  config: v.looseObject({
    grid_size: count,
    mask_value: v.number(),
    perturbation_axes: v.array(v.string()),
    rich_mode: optional(v.boolean()),
  }),
});

const ProbeSchema = v.looseObject({
  row: count,
  col: count,
  delta_esi: v.number(),
  delta_drift: v.number(),
  masked_esi: v.number(),
  masked_drift: v.number(),
});

const SampleStatisticsSchema = v.looseObject({
  min: v.number(),
  max: v.number(),
  mean: v.number(),
  std: v.number(),
  variance: v.number(),
});

const MetricsSchema = v.looseObject({
  baseline_id: v.string(),
  baseline_metrics: v.looseObject({ esi, drift }),
  probe_surface: optional(
    v.looseObject({
      grid_size: count,
      total_probes: count,
      mean_delta_esi: v.number(),
      mean_delta_drift: v.number(),
      variance_delta_esi: v.number(),
      variance_delta_drift: v.number(),
      probes: v.array(ProbeSchema),
    }),
  ),
  monte_carlo: optional(
    v.looseObject({
      confidence: SampleStatisticsSchema,
      entropy: SampleStatisticsSchema,
      n_samples: count,
      seeds: v.array(integer),
    }),
  ),
  mean_logprob: optional(v.number()),
  token_count: optional(count),
  global_mean_csi: optional(v.pipe(v.number(), v.description("Confidence Stability Index"))),
  global_mean_edm: optional(v.pipe(v.number(), v.description("Entropy Drift Metric"))),
});

/** What JSON Schema can say of a matrix: that its rows are as many and as long as it says is beyond it. */
const matrixInJsonSchema = (range?: readonly [number, number]) => {
  const limits = range === undefined ? {} : { minimum: range[0], maximum: range[1] };
  const row = { type: "array", items: { type: "number", ...limits } };
  return {
    description: "`height` rows of `width` numbers, or a string where the matrix was left out",
    anyOf: [{ type: "array", items: row }, { type: "string" }],
  } as const;
};

/** `height` rows of `width` numbers, or a placeholder string where the matrix was left out. */
const matrix = (range?: readonly [number, number]) =>
  v.pipe(
    v.looseObject({
      width: pixels,
      height: pixels,
      values: v.pipe(
        v.custom<readonly (readonly number[])[] | string>(() => true),
        v.metadata(matrixInJsonSchema(range)),
      ),
    }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const { width, height, values } = dataset.value;
      const fault = matrixFaults({ width, height, values, range });
      if (fault === undefined) return;
      const [first, ...rest] = ["values", ...fault.path].map((key) => ({
        type: "unknown" as const,
        origin: "value" as const,
        input: undefined,
        key,
        value: fault.received,
      }));
      if (first === undefined) return;
      addIssue({ message: fault.expected, input: fault.received, path: [first, ...rest] });
    }),
  );

const coordinate = v.pipe(
  v.number(),
  v.description("normalised to 0 to 1, or in pixels where any of them is above 1"),
);

const RegionSchema = v.looseObject({
  region_id: v.union([v.string(), v.number()]),
  x_min: coordinate,
  y_min: coordinate,
  x_max: coordinate,
  y_max: coordinate,
  area: v.number(),
  mean_evidence: optional(v.number()),
});

const OverlayBundleSchema = v.looseObject({
  evidence_map: matrix(),
  heatmap: matrix([0, 1]),
  regions: optional(v.array(RegionSchema)),
});

const AxisSchema = v.looseObject({
  axis: v.string(),
  mean_esi: esi,
  mean_drift: drift,
  variance_esi: v.number(),
  variance_drift: v.number(),
  points: v.array(
    v.looseObject({
      axis: v.string(),
      value: v.pipe(
        v.union([v.string(), v.number()]),
        v.description("an encoded number: `0p8` is 0.8, `m0p25` is -0.25; other text stays text"),
      ),
      esi,
      drift,
    }),
  ),
});

const RobustnessSurfaceSchema = v.looseObject({
  axes: v.array(AxisSchema),
  global_mean_esi: esi,
  global_mean_drift: drift,
  global_variance_esi: v.number(),
  global_variance_drift: v.number(),
});

export const ARTIFACT_SCHEMAS = {
  manifest: ManifestSchema,
  metrics: MetricsSchema,
  overlay_bundle: OverlayBundleSchema,
  robustness_surface: RobustnessSurfaceSchema,
} as const;

export type Manifest = v.InferOutput<typeof ManifestSchema>;
export type Metrics = v.InferOutput<typeof MetricsSchema>;
export type OverlayBundle = v.InferOutput<typeof OverlayBundleSchema>;
export type RobustnessSurface = v.InferOutput<typeof RobustnessSurfaceSchema>;
export type Region = v.InferOutput<typeof RegionSchema>;

/** The artifacts as parsed back from their canonical JSON. */
export interface CaseArtifacts {
  readonly manifest: Manifest;
  readonly metrics: Metrics;
  readonly overlay_bundle: OverlayBundle;
  readonly robustness_surface: RobustnessSurface;
}

/** SHA-256 of each artifact's canonical JSON, 64 lower-case hex digits. */
export type ArtifactHashes = Readonly<Record<ArtifactName, string>>;
