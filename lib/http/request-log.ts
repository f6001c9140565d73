import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app.ts";
import { withRequestId, type Log } from "../telemetry/log.ts";

/** One line for every answer: what was asked, what came of it, how long it took. */
export function logRequests(log: Log): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const start = performance.now();
    const { requestId, coldStart = false } = context.env;
    await withRequestId(requestId, async () => {
      await next();
      const { req, res, var: told } = context;
      const cacheKey = told.cacheKey ?? res.headers.get("x-cache-key");
      log("info", "request", {
        method: req.method,
        ...(told.route === undefined ? {} : { route: told.route }),
        status: res.status,
        outcome: told.code ?? outcomeOf(res),
        duration_ms: Math.round(performance.now() - start),
        ...(told.caseId === undefined ? {} : { case_id: told.caseId }),
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
