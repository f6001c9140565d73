import { Hono, type Context, type Handler, type MiddlewareHandler } from "hono";
import type { Config } from "../config.ts";
import { ClarityError } from "../errors.ts";
import { tooLarge } from "./answer-limit.ts";
import type { App, AppEnv } from "./app-env.ts";
import { cors } from "./cors.ts";
import { logFailure, type Log } from "../telemetry/log.ts";
import { refuseInvalidHosts, refuseOtherHosts } from "./loopback.ts";
import { notFoundPage, wantsPage } from "./not-found-page.ts";
import { problemResponse } from "./problem.ts";
import { logRequests } from "./request-log.ts";
import { messageOf } from "../service/messages.ts";

interface AppOptions {
  readonly allowedOrigins: Config["allowedOrigins"];
  readonly log: Log;
  /** Whether a platform that limits the size of responses runs the service. */
  readonly deployed?: boolean;
  /** Whether only programs on this machine may reach the service. */
  readonly loopback?: boolean;
}

/** An application without routes: CORS headers on every response, problem details for every error. */
export function createApp(options: AppOptions): App {
  const { allowedOrigins, log, deployed = false, loopback = false } = options;
  const app: App = new Hono<AppEnv>();
  app.use(logRequests(log));
  app.use(cors(allowedOrigins));
  if (loopback) app.use(refuseOtherHosts);
  else if (!deployed) app.use(refuseInvalidHosts);
  app.use(lengthOfHead);
  if (deployed) app.use(refuseTooLarge);
  app.notFound((context) => problemIn(context, noSuchRoute()));
  app.onError((error, context) => {
    logFailure(log, error);
    return problemIn(context, error);
  });
  return app;
}

/** Sets the length of a HEAD response. Otherwise a gateway, which gets no body, would send 0. */
const lengthOfHead: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  const { req, res } = context;
  if (req.method !== "HEAD" || res.body === null || res.headers.has("content-length")) return;
  const { byteLength } = await res.clone().arrayBuffer();
  res.headers.set("content-length", String(byteLength));
};

/** Refuses a response that is too large. The platform would send 500 without a reason. */
const refuseTooLarge: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  // A HEAD response has no body.
  if (context.req.method === "HEAD") return;
  const error = await tooLarge(context.res);
  if (error === undefined) return;
  // Clear first: Hono merges the headers of the old response into a newly assigned one.
  context.res = undefined;
  context.res = problemIn(context, error);
};

function problemIn(context: Context<AppEnv>, error: Error): Response {
  if (error instanceof ClarityError) {
    context.set("code", error.code);
    const { case_id: caseId, cache_key: cacheKey } = error.details;
    if (typeof caseId === "string") context.set("caseId", caseId);
    if (typeof cacheKey === "string") context.set("cacheKey", cacheKey);
    if (error.code === "not_found" && wantsPage(context.req)) {
      const isRoute = context.get("route") !== undefined;
      return notFoundPage(context.req.path, isRoute ? messageOf(error) : undefined);
    }
  } else context.set("code", "internal");
  return problemResponse(error, context.env.requestId);
}

function noSuchRoute(): ClarityError {
  return new ClarityError("not_found", "There is no such route. docs/api.md lists the routes.");
}

/** Adds a route. Any other method on its path gets 405 with `Allow`. */
export function addRoute(
  app: App,
  method: "GET" | "POST",
  path: string,
  handler: Handler<AppEnv>,
): void {
  const allow = method === "GET" ? "GET, HEAD" : method;
  app.all(path, async (context, next) => {
    context.set("route", path);
    await next();
  });
  app.on(method, path, handler);
  app.all(path, refuseMethod(allow));
}

function refuseMethod(allow: string): MiddlewareHandler<AppEnv> {
  return async (context) => {
    const message = `This path supports ${allow}, not ${context.req.method}.`;
    const error = new ClarityError("method_not_allowed", message, { details: { allow } });
    const response = problemIn(context, error);
    response.headers.set("allow", allow);
    return await Promise.resolve(response);
  };
}
