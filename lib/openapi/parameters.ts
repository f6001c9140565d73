import { ALL, LIMITS, MAX_QUERY_CHARACTERS } from "../http/list-query.ts";
import { FILTERS } from "../service/case-list/filters.ts";
import { FIRST_SORT, SORTS } from "../service/case-list/sorts.ts";
import { schemaRef } from "./schemas.ts";
import type { Parameter } from "./specification.ts";

const SORT_NAMES = SORTS.filter((sort) => !sort.startsWith("-"))
  .map((sort) => `\`${sort}\``)
  .join(", ");

/** The parameters of a request. */
export const PARAMETERS = {
  CaseId: {
    name: "case_id",
    in: "path",
    required: true,
    description: "the id of a case; `GET /report/cases` lists them",
    schema: schemaRef("CaseId"),
    example: "case_001",
  },
  CacheKey: {
    name: "cache_key",
    in: "path",
    required: true,
    description: "the key of a report: `X-Cache-Key` or `cache_key` of an answer",
    schema: schemaRef("CacheKey"),
  },
  Asset: {
    name: "asset",
    in: "path",
    required: true,
    description: "a name that the page refers to",
    schema: { type: "string" },
  },
  Limit: {
    name: "limit",
    in: "query",
    required: false,
    description: `how many entries a page has at most: 1 to ${LIMITS.max}; by default ${LIMITS.default}`,
    schema: { type: "integer", minimum: 1, maximum: LIMITS.max, default: LIMITS.default },
  },
  Cursor: {
    name: "cursor",
    in: "query",
    required: false,
    description: "where the page begins: from the `Link` header of the page before; opaque",
    schema: { type: "string", minLength: 1 },
  },
  Search: {
    name: "q",
    in: "query",
    required: false,
    description:
      "words that a case must have in its id, title, description, model, axes or problem, in any case and with or without accents; or 12 or more digits of its key",
    schema: { type: "string", maxLength: MAX_QUERY_CHARACTERS },
    example: "effusion left",
  },
  Sort: {
    name: "sort",
    in: "query",
    required: false,
    description: `the order: ${SORT_NAMES}; with a hyphen before it (\`-${FIRST_SORT}\`), the highest value first. Cases without the value come last, equal ones by id. \`record\` and \`report\` begin with the worst: a record that differs, a missing report`,
    schema: { enum: [...SORTS], default: FIRST_SORT },
  },
  Filter: {
    name: "filter",
    in: "query",
    required: false,
    description:
      "`failed_checks`, `record_differs` (from the checksums), `no_report` (none is stored) or `unreadable`: only such cases; by default `all`",
    schema: { enum: [ALL, ...FILTERS], default: ALL },
  },
  Partial: {
    name: "partial",
    in: "query",
    required: false,
    description:
      "`true`: answer at once with what is known, instead of waiting until all cases have been read: cases that are not known yet come last, and search and filter do not find them. `counts` says how many are known; the service reads the rest meanwhile",
    schema: { enum: ["true"] },
  },
  Prefer: {
    name: "Prefer",
    in: "header",
    required: false,
    description: "`wait=20` (RFC 7240; seconds, at most 25): wait instead of 409",
    schema: { type: "string" },
    example: "wait=20",
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    required: false,
    description: "ETags that the client has: 304 if one of them is current",
    schema: { type: "string" },
  },
  AcceptEncoding: {
    name: "Accept-Encoding",
    in: "header",
    required: false,
    description: "`gzip` (for the console also `br`): compressed, with another ETag",
    schema: { type: "string" },
    example: "gzip",
  },
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof PARAMETERS;
