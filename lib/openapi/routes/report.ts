import { CACHE_KEY, CASE_ID, REPORT_SHA256, UNREADABLE } from "../examples.ts";
import type { AnswerDescription, RouteDescription } from "../route-description.ts";

const HREF = `/report/${CACHE_KEY}.pdf`;

const GENERATED: AnswerDescription = {
  description: "The report.",
  headers: [
    "CacheHit",
    "CacheKey",
    "ETag",
    "ReprDigest",
    "ContentLocation",
    "AttachmentName",
    "Revalidated",
  ],
  content: { mediaTypes: ["application/pdf"] },
};

const ELSEWHERE = "Deployed, reports over some 4.5 MB come from the bucket: follow with GET.";

const GENERATE: RouteDescription = {
  method: "post",
  path: "/report/generate",
  operationId: "generateReport",
  tag: "Reports",
  summary: "The report of a case",
  description: `Returns the stored report of the case as it is now (a hit), or renders and stores it first (a miss).

While another request or process renders the same report, the response is 409 (a conflict, code \`in_progress\`). With
\`Prefer: wait=20\` the request waits for that report instead, at most 25 s; deployed, the wait ends 10 s before the
invocation does. Other members of the body are ignored.`,
  parameters: ["Prefer"],
  body: { mediaType: "application/json", schema: "GenerateRequest", example: { case_id: CASE_ID } },
  answers: {
    200: GENERATED,
    303: { description: ELSEWHERE, headers: ["CacheHit", "CacheKey", "Location", "NotStored"] },
  },
  problems: [
    "not_found",
    "in_progress",
    "body_too_large",
    "answer_too_large",
    "unsupported_media_type",
    "invalid_body",
    "unreportable_case",
    "slots_exhausted",
    "case_unsettled",
    "held_off",
    "misconfigured",
    "no_capacity",
    "store_unavailable",
    "store_untrusted",
  ],
  headersOfAll: ["PreferenceApplied"],
};

const STORED: RouteDescription = {
  method: "get",
  path: "/report/{cache_key}.pdf",
  operationId: "getStoredReport",
  tag: "Reports",
  summary: "A stored report, at its permanent address",
  description:
    "The address to cite: it never returns other bytes, and never renders. 404 if no undamaged report is stored under the key.",
  parameters: ["CacheKey", "IfNoneMatch"],
  answers: {
    200: {
      description: "The stored report.",
      headers: ["CacheKey", "ETag", "ReprDigest", "Immutable", "ContentLength", "InlineName"],
      content: { mediaTypes: ["application/pdf"] },
    },
    303: { description: ELSEWHERE, headers: ["CacheKey", "Location", "NotStored"] },
    304: {
      description: "The client already has it.",
      headers: ["CacheKey", "ETag", "Immutable"],
    },
  },
  problems: ["not_found", "answer_too_large", "slots_exhausted", "store_unavailable"],
};

const CASES: RouteDescription = {
  method: "get",
  path: "/report/cases",
  operationId: "listCases",
  tag: "Reports",
  summary: "The ids of the cases, in pages",
  description:
    "Every folder of cases whose name is a valid case id, complete or not. [Lists](#lists) describes pages.",
  parameters: ["Limit", "Cursor", "Search", "Filter", "Sort", "Partial"],
  answers: {
    200: {
      description: "A page of ids.",
      headers: ["NextPage", "Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "CaseIds",
        example: {
          cases: ["case_001", "case_cut_off"],
          unreadable: [UNREADABLE],
          total: 2,
        },
      },
    },
  },
  problems: ["answer_too_large", "no_capacity", "store_unavailable"],
};

const STATUS_EXAMPLE = {
  case_id: CASE_ID,
  cache_key: CACHE_KEY,
  ready: true,
  href: HREF,
  sha256: REPORT_SHA256,
  bytes: 200_467,
  record: { manifest: "confirmed", metrics: "differs" },
  checks: {
    hold: 26,
    fail: [
      {
        check: "surface_statistics",
        title: "The stated means and variances of ESI and drift are those of the points",
        where: "robustness_surface.json#/axes/0/mean_esi",
        what: "mean ESI of brightness",
        stated: "0.99",
        computed: "0.75705833",
        count: 1,
      },
    ],
    unchecked: 19,
  },
};

const STATUS: RouteDescription = {
  method: "get",
  path: "/report/cases/{case_id}",
  operationId: "getReportStatus",
  tag: "Reports",
  summary: "Whether the report of a case is stored",
  description:
    "Key, record of checksums and failed checks of the case as it is now. Renders nothing.",
  parameters: ["CaseId"],
  answers: {
    200: {
      description: "The status.",
      headers: ["Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "ReportStatus",
        example: STATUS_EXAMPLE,
      },
    },
  },
  problems: [
    "not_found",
    "unreportable_case",
    "slots_exhausted",
    "case_unsettled",
    "store_unavailable",
  ],
};

const CASE_REPORTS: RouteDescription = {
  method: "get",
  path: "/report/cases/{case_id}/reports",
  operationId: "listReportsOfCase",
  tag: "Reports",
  summary: "The stored reports of a case, newest first",
  description:
    "The reports of every state of the case, also after it was changed or removed, and of every version of the service. A case id without reports has an empty list. [Lists](#lists) describes pages.",
  parameters: ["CaseId", "Limit", "Cursor"],
  answers: {
    200: {
      description: "A page of reports.",
      headers: ["NextPage", "Revalidated"],
      content: {
        mediaType: "application/json",
        schema: "CaseReports",
        example: {
          case_id: CASE_ID,
          reports: [{ key: CACHE_KEY, stored_at: "2026-11-28T09:30:00.000Z", href: HREF }],
        },
      },
    },
  },
  problems: ["store_unavailable"],
};

export const REPORT_ROUTES = [GENERATE, STORED, CASES, STATUS, CASE_REPORTS] as const;
