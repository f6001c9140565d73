import { schemaRef } from "./schemas.ts";
import type { Parameter } from "./specification.ts";

/** The parameters of a request. */
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
    description: "the key of the report, from the `X-Cache-Key` header of `POST /report/generate`",
    schema: schemaRef("CacheKey"),
  },
  Asset: {
    name: "asset",
    in: "path",
    required: true,
    description: "a file name from the page",
    schema: { type: "string" },
  },
  Prefer: {
    name: "Prefer",
    in: "header",
    required: false,
    description:
      "`wait=20` (RFC 7240; seconds, at most 25): wait for a render in progress instead of getting 409",
    schema: { type: "string" },
    example: "wait=20",
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    required: false,
    description: "ETags that the client has: 304 without a body if one of them matches",
    schema: { type: "string" },
  },
  AcceptEncoding: {
    name: "Accept-Encoding",
    in: "header",
    required: false,
    description: "`gzip` (for the console also `br`): a smaller body, with its own ETag",
    schema: { type: "string" },
    example: "gzip",
  },
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof PARAMETERS;
