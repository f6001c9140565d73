import { schemaRef } from "./schemas.ts";
import type { Parameter } from "./specification.ts";

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
