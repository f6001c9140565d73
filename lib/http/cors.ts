import type { MiddlewareHandler } from "hono";
import type { Config } from "../config.ts";

const EXPOSED = [
  "ETag",
  "Repr-Digest",
  "X-Cache-Hit",
  "X-Cache-Key",
  "Content-Disposition",
  "Content-Location",
  "Link",
  "Location",
  "Retry-After",
  "Preference-Applied",
].join(", ");
const ALLOWED_HEADERS = "content-type, prefer, if-none-match, authorization";
const ALLOWED_METHODS = "GET, HEAD, POST, OPTIONS";
const PREFLIGHT_SECONDS = "600";

/**
 * The service itself implements CORS, so that it works the same on a laptop and deployed. Every header is always
 * sent and never empty: serverless-offline would replace a missing one by reflecting any origin, with credentials.
 */
export function cors(allowed: Config["allowedOrigins"]): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.method === "OPTIONS") context.res = preflight();
    else await next();
    setCorsHeaders(context.res.headers, context.req.header("origin"), allowed);
  };
}

/** @param origin the `Origin` of the request; undefined when it is missing or unreliable */
export function setCorsHeaders(
  headers: Headers,
  origin: string | undefined,
  allowed: Config["allowedOrigins"],
): void {
  for (const [name, value] of Object.entries(originHeaders(origin, allowed))) {
    headers.set(name, value);
  }
  headers.set("access-control-expose-headers", EXPOSED);
  headers.append("vary", "Origin");
}

/** A request from an origin that is not listed gets the first listed origin, never its own. */
export function originHeaders(origin: string | undefined, allowed: Config["allowedOrigins"]) {
  const listed = allowed !== "*" && origin !== undefined && allowed.includes(origin);
  return {
    "access-control-allow-origin": allowed === "*" ? "*" : listed ? origin : allowed[0],
    "access-control-allow-credentials": String(listed),
  };
}

function preflight(): Response {
  return new Response(undefined, {
    status: 204,
    headers: {
      "access-control-allow-methods": ALLOWED_METHODS,
      "access-control-allow-headers": ALLOWED_HEADERS,
      "access-control-max-age": PREFLIGHT_SECONDS,
    },
  });
}
