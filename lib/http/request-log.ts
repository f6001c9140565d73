import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app-env.ts";
import { withRequestId, type Log } from "../telemetry/log.ts";

/** Logs one line for each request: method, route, status, outcome, duration. */
export function logRequests(log: Log): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const start = performance.now();
    const { requestId, coldStart = false } = context.env;
    await withRequestId(requestId, async () => {
      await next();
      const { req, res, var: facts } = context;
      const cacheKey = facts.cacheKey ?? res.headers.get("x-cache-key");
      log("info", "request", {
        method: req.method,
        ...(facts.route === undefined ? {} : { route: facts.route }),
        status: res.status,
        outcome: facts.code ?? outcomeOf(res),
        duration_ms: Math.round(performance.now() - start),
        ...(facts.caseId === undefined ? {} : { case_id: facts.caseId }),
        ...(cacheKey === null ? {} : { cache_key: cacheKey }),
        ...(coldStart ? { cold_start: true } : {}),
      });
    });
  };
}

function outcomeOf({ status, headers }: Response): string {
  if (status === 304) return "not_modified";
  const hit = headers.get("x-cache-hit");
  if (hit === null) return "ok";
  return hit === "true" ? "hit" : "miss";
}
