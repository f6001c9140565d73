import { CASE_ID_SYNTAX } from "../case/case-id.ts";
import type { Header, Reference } from "./specification.ts";
import { schemaRef } from "./schemas.ts";

interface NamedHeader extends Header {
  readonly name: string;
}

const DIGEST_TAG = '^"[0-9a-f]{64}"$';

function always(name: string, description: string, schema: Header["schema"]): NamedHeader {
  return { name, description, required: true, schema };
}

function sometimes(name: string, description: string, schema: Header["schema"]): NamedHeader {
  return { name, description, required: false, schema };
}

/** Every header that a response may have, under its name in the description. */
export const HEADERS = {
  ETag: always("ETag", "SHA-256 of the body's bytes, in quotes", {
    type: "string",
    pattern: DIGEST_TAG,
  }),
  ReprDigest: always("Repr-Digest", "SHA-256 of the report's bytes in base64 (RFC 9530)", {
    type: "string",
    pattern: "^sha-256=:[A-Za-z0-9+/]{43}=:$",
  }),
  CacheHit: always("X-Cache-Hit", "`false` only for the request that made the body", {
    type: "boolean",
  }),
  CacheKey: always("X-Cache-Key", "the key of the report", schemaRef("CacheKey")),
  Revalidated: always("Cache-Control", "may be kept, but must be revalidated before each use", {
    const: "no-cache",
  }),
  Immutable: always(
    "Cache-Control",
    "`immutable`, a year; `private` where callers are authenticated",
    {
      enum: ["public, max-age=31536000, immutable", "private, max-age=31536000, immutable"],
    },
  ),
  Location: always("Location", "where the body is, valid for a minute", {
    type: "string",
    format: "uri",
  }),
  NotStored: always("Cache-Control", "must not be kept", {
    const: "no-store",
  }),
  ContentLocation: always("Content-Location", "the report's permanent address", {
    type: "string",
    pattern: "^/report/[0-9a-f]{64}\\.pdf$",
  }),
  AttachmentName: always("Content-Disposition", "to be saved, with the case's id in the name", {
    type: "string",
    pattern: `^attachment; filename="clarity_report_${CASE_ID_SYNTAX}\\.pdf"$`,
  }),
  InlineName: always("Content-Disposition", "to be shown, with 12 digits of the key in the name", {
    type: "string",
    pattern: '^inline; filename="clarity_report_[0-9a-f]{12}\\.pdf"$',
  }),
  ContentLength: always("Content-Length", "bytes of the body, for HEAD too", {
    type: "integer",
    minimum: 0,
  }),
  ContentEncoding: sometimes("Content-Encoding", "if the client accepts gzip", { const: "gzip" }),
  PageEncoding: sometimes("Content-Encoding", "if the client accepts br or gzip", {
    enum: ["br", "gzip"],
  }),
  ContentSecurityPolicy: always(
    "Content-Security-Policy",
    "no inline code, foreign origins or framing",
    { type: "string", pattern: "^default-src 'none'; script-src 'self'; style-src 'self'; " },
  ),
  NoRequests: always(
    "Content-Security-Policy",
    "the worker that verifies reports can send nothing",
    { const: "default-src 'none'" },
  ),
  NoSniff: always("X-Content-Type-Options", "browsers must not guess the media type", {
    const: "nosniff",
  }),
  NoReferrer: always("Referrer-Policy", "links do not send the page's address", {
    const: "no-referrer",
  }),
  NoPowers: always("Permissions-Policy", "denies permissions that the page does not use", {
    type: "string",
  }),
  OwnGroup: always("Cross-Origin-Opener-Policy", "a page that opens it cannot access it", {
    const: "same-origin",
  }),
  PreferenceApplied: sometimes("Preference-Applied", "the wait that applies", {
    type: "string",
    pattern: "^wait=\\d+$",
  }),
  NextPage: sometimes(
    "Link",
    "the next page (RFC 8288), relative to the request; absent on the last",
    {
      type: "string",
      pattern: '^<\\?[^<>]+>; rel="next"$',
    },
  ),
  RetryAfter: always("Retry-After", "seconds to wait before a retry", {
    type: "integer",
    minimum: 1,
  }),
  Allow: always("Allow", "the methods that the path supports", {
    enum: ["GET, HEAD", "POST"],
  }),
  AllowOrigin: always(
    "Access-Control-Allow-Origin",
    "the request's origin if it is listed, else the first listed one; `*` in demo mode",
    { type: "string" },
  ),
  AllowCredentials: always("Access-Control-Allow-Credentials", "whether the origin is listed", {
    type: "boolean",
  }),
  ExposeHeaders: always("Access-Control-Expose-Headers", "what scripts of other origins may read", {
    type: "string",
  }),
  Vary: always("Vary", "the request headers that change the answer", {
    type: "string",
    pattern: "^Origin(?:,accept-encoding)?$",
  }),
  VaryByCoding: always("Vary", "the request headers that change the answer", {
    type: "string",
    pattern: "^Accept-Encoding, Origin(?:,accept-encoding)?$",
  }),
  AllowMethods: always("Access-Control-Allow-Methods", "every method that any path supports", {
    type: "string",
  }),
  AllowHeaders: always("Access-Control-Allow-Headers", "every header that the service reads", {
    type: "string",
  }),
  MaxAge: always("Access-Control-Max-Age", "seconds that the preflight is valid", {
    type: "integer",
  }),
} as const satisfies Record<string, NamedHeader>;

export type HeaderName = keyof typeof HEADERS;

/** The headers of every response: docs/api.md describes them once. */
export const CORS_HEADERS = ["AllowOrigin", "AllowCredentials", "ExposeHeaders", "Vary"] as const;

export function headerComponents(): Record<string, Header> {
  const components = Object.entries(HEADERS).map(([key, header]) => {
    const { description, required, schema } = header;
    return [key, { description, required, schema }];
  });
  return Object.fromEntries(components);
}

/** The headers of a response, including CORS, by their real names. */
export function headerRefs(names: readonly HeaderName[]): Record<string, Reference> {
  // The last header of a name wins, so a response can override `Vary`.
  const refs = [...CORS_HEADERS, ...names].map((key) => [
    HEADERS[key].name,
    { $ref: `#/components/headers/${key}` },
  ]);
  return Object.fromEntries(refs);
}
