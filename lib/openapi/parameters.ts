import { schemaRef } from "./schemas.ts";
import type { Parameter } from "./specification.ts";

/** What a request may carry besides its body. */
export const PARAMETERS = {
  CaseId: {
    name: "case_id",
    in: "path",
    required: true,
    description: "which case; `GET /report/cases` lists them",
    schema: schemaRef("CaseId"),
    example: "case_001",
  },
  CacheKey: {
    name: "cache_key",
    in: "path",
    required: true,
    description: "which report: `X-Cache-Key` of the answer that it first came in",
    schema: schemaRef("CacheKey"),
  },
  Asset: {
    name: "asset",
    in: "path",
    required: true,
    description: "what the page says that it loads",
    schema: { type: "string" },
  },
  Prefer: {
    name: "Prefer",
    in: "header",
    required: false,
    description: "`wait=20` (RFC 7240; seconds, at most 25): rather wait than be refused with 409",
    schema: { type: "string" },
    example: "wait=20",
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    required: false,
    description: "ETags of what the client has: 304 without a body if it is among them",
    schema: { type: "string" },
  },
  AcceptEncoding: {
    name: "Accept-Encoding",
    in: "header",
    required: false,
    description: "`gzip` (for the console also `br`) for a smaller body, with an ETag of its own",
    schema: { type: "string" },
    example: "gzip",
  },
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof PARAMETERS;
