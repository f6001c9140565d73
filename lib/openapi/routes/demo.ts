import { CHECK_LIMITS } from "../../case/check-files.ts";
import { ARTIFACTS, CASE_ID, CHECKSUMS, SUMMARY } from "../examples.ts";
import type { AnswerDescription, RouteDescription } from "../route-description.ts";
import type { SchemaName } from "../schemas.ts";

const HEALTH: RouteDescription = {
  method: "get",
  path: "/demo/health",
  operationId: "getDemoHealth",
  tag: "Cases",
  summary: "Whether cases can be read, and how many there are",
  description: "The response has the name of the folder of cases, never its path.",
  answers: {
    200: {
      description: "They can.",
      headers: ["Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "DemoHealth",
        example: { status: "ok", mode: "demo", artifact_root: "artifacts", cases_available: 4 },
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
  summary: "A summary of every case",
  description: `Sorted by id, the same cases as \`GET /report/cases\`. A case that cannot be read is listed with its problem.
Folders whose names are not case ids are not cases: \`skipped\` counts them and names the first few.`,
  answers: {
    200: {
      description: "The cases.",
      headers: ["Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "CaseSummaries",
        example: {
          cases: [SUMMARY],
          total: 1,
          skipped: { count: 1, first: ["notes and plots"] },
        },
      },
    },
  },
  problems: ["answer_too_large", "store_unavailable"],
};

const CASE: RouteDescription = {
  method: "get",
  path: "/demo/cases/{case_id}",
  operationId: "getCaseSummary",
  tag: "Cases",
  summary: "A summary of one case, with the artifacts that it has",
  description:
    "The entry of `GET /demo/cases`, with the artifacts that are there. For a case that cannot be read, the response is its problem.",
  parameters: ["CaseId"],
  answers: {
    200: {
      description: "The case.",
      headers: ["Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "Case",
        example: { ...SUMMARY, artifacts: ["manifest", "metrics", "robustness_surface"] },
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

function mib(bytes: number): number {
  return bytes / 1024 / 1024;
}

/** Two artifacts have a second, shorter path from an earlier version. */
function shortFor(segment: string, short: string): string {
  return segment === short ? " The same response as the longer path." : "";
}

const VERIFY: RouteDescription = {
  method: "get",
  path: "/demo/cases/{case_id}/verify",
  operationId: "verifyChecksums",
  tag: "Cases",
  summary: "Whether a case's files have their checksums",
  description: `Files are read again for every request. Names are relative to the folder in which \`checksums.json\` lies. A file is
confirmed when its bytes have the checksum as they are, with CRLF read as LF, or with LF read as CRLF. Files outside the
case's folder are not checked, nor is anything that is not a regular file. A file may have ${mib(CHECK_LIMITS.fileBytes)} MiB; a request
checks ${CHECK_LIMITS.files} files and ${mib(CHECK_LIMITS.totalBytes)} MiB within ${CHECK_LIMITS.withinMs / 1000} seconds. A record that cannot be read is a state, not an error.`,
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
    description: "What was evaluated, when, and with which settings, exactly as it was hashed.",
    schema: "ManifestAnswer",
  }),
  artifactRoute("metrics", "metrics", {
    operationId: "getMetrics",
    description: "The baseline's metrics, and the probes and samples if there are any.",
    schema: "MetricsAnswer",
  }),
  ...["robustness_surface", "surface"].map((segment) =>
    artifactRoute(segment, "robustness_surface", {
      operationId: segment === "surface" ? "getSurface" : "getRobustnessSurface",
      description: `How stability changes along each axis of perturbation.${shortFor(segment, "surface")}`,
      schema: "RobustnessSurfaceAnswer",
    }),
  ),
  ...["overlay_bundle", "overlay"].map((segment) =>
    artifactRoute(segment, "overlay_bundle", {
      operationId: segment === "overlay" ? "getOverlay" : "getOverlayBundle",
      description: `Evidence map, heatmap and regions. About 600 KB with full matrices: accept gzip. The numbers are rounded to
eight decimals, as they are hashed.${shortFor(segment, "overlay")}`,
      schema: "OverlayBundleAnswer",
    }),
  ),
  artifactRoute("sweep_manifest", "sweep_manifest", {
    operationId: "getSweepManifest",
    description: "The runs of the sweep: axis, value, seed and what each run found.",
    schema: "SweepManifestAnswer",
  }),
  artifactRoute("monte_carlo_stats", "monte_carlo_stats", {
    operationId: "getMonteCarloStats",
    description: "Statistics of confidence and entropy over all runs.",
    schema: "MonteCarloStatsAnswer",
  }),
  artifactRoute("confidence_surface", "confidence_surface", {
    operationId: "getConfidenceSurface",
    description: "How confidence changes along each axis of perturbation.",
    schema: "ConfidenceSurfaceAnswer",
  }),
  artifactRoute("entropy_surface", "entropy_surface", {
    operationId: "getEntropySurface",
    description: "How entropy changes along each axis of perturbation.",
    schema: "EntropySurfaceAnswer",
  }),
  fileRoute({
    segment: "checksums",
    operationId: "getChecksums",
    file: "checksums.json",
    description: `The evaluation's own record of its files: \`files\` holds the checksum of each in hex digits, \`algorithm\` says which they are.
When the file cannot be read as such a record, the answer is \`"record": "unreadable"\` with the \`reason\`.`,
    schema: "Checksums",
    example: CHECKSUMS,
    problems: WITHOUT_REFUSAL,
  }),
  VERIFY,
] as const;
