import { ARTIFACTS, CASE_ID, CHECKSUMS, COUNTS, ROW, UNREADABLE } from "../examples.ts";
import type { AnswerDescription, RouteDescription } from "../route-description.ts";
import type { SchemaName } from "../schemas.ts";

const HEALTH: RouteDescription = {
  method: "get",
  path: "/demo/health",
  operationId: "getDemoHealth",
  tag: "Cases",
  summary: "Whether cases can be listed, and how many there are",
  description:
    "Looks at the first 1,000 entries of the folder of cases, whatever their number is. Reads no case: a case that is listed may be unreadable.",
  answers: {
    200: {
      description: "The cases can be listed.",
      headers: ["Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "DemoHealth",
        example: {
          status: "ok",
          mode: "demo",
          artifact_root: "artifacts",
          cases_available: 4,
          counted_all: true,
        },
      },
    },
  },
  problems: ["store_unavailable"],
};

const CASES: RouteDescription = {
  method: "get",
  path: "/demo/cases",
  operationId: "listCaseSummaries",
  tag: "Cases",
  summary: "The cases in short, in pages",
  description:
    "The cases of `GET /report/cases`. A case that cannot be read is listed with its `problem`. [Lists](#lists) describes pages.",
  parameters: ["Limit", "Cursor", "Search", "Filter", "Sort", "Partial"],
  answers: {
    200: {
      description: "A page of cases.",
      headers: ["NextPage", "Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "CaseSummaries",
        example: {
          cases: [ROW],
          total: 1,
          counts: COUNTS,
          skipped: { count: 1, first: ["notes and plots"] },
        },
      },
    },
  },
  problems: ["answer_too_large", "no_capacity", "store_unavailable"],
};

const CASE: RouteDescription = {
  method: "get",
  path: "/demo/cases/{case_id}",
  operationId: "getCaseSummary",
  tag: "Cases",
  summary: "A summary of one case, with the artifacts that it has",
  description:
    "The entry of `GET /demo/cases`, and the case's artifacts. The example is a case that cannot be read.",
  parameters: ["CaseId"],
  answers: {
    200: {
      description: "The case.",
      headers: ["Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "Case",
        example: { ...UNREADABLE, artifacts: ["manifest", "metrics"] },
      },
    },
  },
  problems: ["not_found", "store_unavailable"],
};

const OF_A_CASE = [
  "not_found",
  "unreportable_case",
  "case_unsettled",
  "store_unavailable",
] as const;
/** The responses of a route that returns the content of a file. */
const WITHOUT_REFUSAL = ["not_found", "case_unsettled", "store_unavailable"] as const;
const VALIDATORS = ["ETag", "CacheHit", "Revalidated", "VaryByCoding"] as const;

const UNCHANGED: AnswerDescription = {
  description: "The client already has it.",
  headers: VALIDATORS,
};

interface FileOfCase {
  /** Of the path. */
  readonly segment: string;
  readonly operationId: string;
  readonly file: string;
  readonly description: string;
  readonly schema: SchemaName;
  readonly example: unknown;
  readonly problems?: RouteDescription["problems"];
}

/** A route for a file of a case, whose response is built once per content and kept in memory. */
function fileRoute(route: FileOfCase): RouteDescription {
  const { segment, operationId, file, description, schema, example, problems = OF_A_CASE } = route;
  return {
    method: "get",
    path: `/demo/cases/{case_id}/${segment}`,
    operationId,
    tag: "Cases",
    summary: `\`${file}\` of a case`,
    description,
    parameters: ["CaseId", "IfNoneMatch", "AcceptEncoding"],
    answers: {
      200: {
        description: "Its canonical JSON.",
        headers: [...VALIDATORS, "ContentLength", "ContentEncoding"],
        content: { mediaType: "application/json", schema, example },
      },
      304: UNCHANGED,
    },
    problems: [...problems, "answer_too_large"],
  };
}

function artifactRoute(
  segment: string,
  artifact: keyof typeof ARTIFACTS,
  about: Pick<FileOfCase, "operationId" | "description" | "schema">,
): RouteDescription {
  const envelope = { case_id: "case_sparse", artifact_type: artifact, synthetic: true };
  const example = { ...envelope, data: ARTIFACTS[artifact] };
  return fileRoute({ segment, file: `${artifact}.json`, example, ...about });
}

const VERIFY: RouteDescription = {
  method: "get",
  path: "/demo/cases/{case_id}/verify",
  operationId: "verifyChecksums",
  tag: "Cases",
  summary: "Whether a case's files have their checksums",
  description:
    "Reads the files again for every request. `docs/case-format.md` describes the states and the limits.",
  parameters: ["CaseId"],
  answers: {
    200: {
      description: "What is confirmed.",
      headers: ["Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "Verification",
        example: {
          case_id: CASE_ID,
          record: "readable",
          valid: false,
          files: {
            "metrics.json": { state: "confirmed" },
            "../notes.txt": {
              state: "not_checked",
              reason: "the name leads outside the case's folder",
            },
          },
        },
      },
    },
  },
  problems: WITHOUT_REFUSAL,
};

export const DEMO_ROUTES = [
  HEALTH,
  CASES,
  CASE,
  artifactRoute("manifest", "manifest", {
    operationId: "getManifest",
    description: "What was evaluated, when and with which settings.",
    schema: "ManifestAnswer",
  }),
  artifactRoute("metrics", "metrics", {
    operationId: "getMetrics",
    description: "Metrics of the baseline, probes and samples.",
    schema: "MetricsAnswer",
  }),
  // Two artifacts have a second, shorter path: the one of the original service.
  ...["robustness_surface", "surface"].map((segment) =>
    artifactRoute(segment, "robustness_surface", {
      operationId: segment === "surface" ? "getSurface" : "getRobustnessSurface",
      description:
        segment === "surface"
          ? "The same as `robustness_surface`."
          : "Stability along each axis of perturbation.",
      schema: "RobustnessSurfaceAnswer",
    }),
  ),
  ...["overlay_bundle", "overlay"].map((segment) =>
    artifactRoute(segment, "overlay_bundle", {
      operationId: segment === "overlay" ? "getOverlay" : "getOverlayBundle",
      description:
        segment === "overlay"
          ? "The same as `overlay_bundle`."
          : "Evidence map, heatmap and regions: some 600 KB without gzip.",
      schema: "OverlayBundleAnswer",
    }),
  ),
  artifactRoute("sweep_manifest", "sweep_manifest", {
    operationId: "getSweepManifest",
    description: "The runs of the sweep.",
    schema: "SweepManifestAnswer",
  }),
  artifactRoute("monte_carlo_stats", "monte_carlo_stats", {
    operationId: "getMonteCarloStats",
    description: "Statistics of confidence and entropy over all runs.",
    schema: "MonteCarloStatsAnswer",
  }),
  artifactRoute("confidence_surface", "confidence_surface", {
    operationId: "getConfidenceSurface",
    description: "Confidence along each axis of perturbation.",
    schema: "ConfidenceSurfaceAnswer",
  }),
  artifactRoute("entropy_surface", "entropy_surface", {
    operationId: "getEntropySurface",
    description: "Entropy along each axis of perturbation.",
    schema: "EntropySurfaceAnswer",
  }),
  fileRoute({
    segment: "checksums",
    operationId: "getChecksums",
    file: "checksums.json",
    description:
      'The evaluation\'s record of its files. If it cannot be read: `"record": "unreadable"` with the `reason`.',
    schema: "Checksums",
    example: CHECKSUMS,
    problems: WITHOUT_REFUSAL,
  }),
  VERIFY,
] as const;
