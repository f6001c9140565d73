import { Hono, type Context, type Handler, type MiddlewareHandler } from "hono";
import type { Config } from "../config.ts";
import { ClarityError, type ErrorCode } from "../errors.ts";
import { tooLarge } from "./answer-limit.ts";
import { cors } from "./cors.ts";
import { logFailure, type Log } from "../telemetry/log.ts";
import { refuseInvalidHosts, refuseOtherHosts } from "./loopback.ts";
import { problemResponse } from "./problem.ts";
import { logRequests } from "./request-log.ts";

/** What a request carries besides itself. */
export interface RequestScope {
  readonly requestId: string;
  /** When the answer must be out, on `performance.now()`; undefined where nothing ends the request. */
  readonly deadline: number | undefined;
  /** Whether it is the first that this process answers. */
  readonly coldStart?: boolean;
}

/** What becomes known in the course of a request, for its line in the log and for later handlers. */
interface Told {
  /** The pattern of the route. */
  route?: string;
  caseId?: string;
  cacheKey?: string;
  /** Of the problem that was answered. */
  code?: ErrorCode;
  /** How long the client asks to wait in `Prefer`. */
  waitSeconds?: number;
}

export type AppEnv = { Bindings: RequestScope; Variables: Told };
export type App = Hono<AppEnv>;

interface AppOptions {
  readonly allowedOrigins: Config["allowedOrigins"];
  readonly log: Log;
  /** Whether a platform carries the answers that limits their size. */
  readonly deployed?: boolean;
  /** Whether only programs of this machine are to reach it. */
  readonly loopback?: boolean;
}

/** An application without routes: CORS on every answer, problem details for whatever goes wrong. */
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

/** Said here, because a gateway that gets no body for HEAD would say 0. */
const lengthOfHead: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  const { req, res } = context;
  if (req.method !== "HEAD" || res.body === null || res.headers.has("content-length")) return;
  const { byteLength } = await res.clone().arrayBuffer();
  res.headers.set("content-length", String(byteLength));
};

/** The platform itself would answer 500, and nobody would know why. */
const refuseTooLarge: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  // Its body is left out.
  if (context.req.method === "HEAD") return;
  const error = await tooLarge(context.res);
  if (error === undefined) return;
  // Else the headers of what was to be sent would stay.
  context.res = undefined;
  context.res = problemIn(context, error);
};

function problemIn(context: Context<AppEnv>, error: Error): Response {
  if (error instanceof ClarityError) {
    context.set("code", error.code);
    const { case_id: caseId, cache_key: cacheKey } = error.details;
    if (typeof caseId === "string") context.set("caseId", caseId);
    if (typeof cacheKey === "string") context.set("cacheKey", cacheKey);
  } else context.set("code", "internal");
  return problemResponse(error, context.env.requestId);
}

function noSuchRoute(): ClarityError {
  return new ClarityError(
    "not_found",
    "There is no such route. docs/api.md lists those there are.",
  );
}

/** Adds a route; any other method on its path is answered 405 with `Allow`. */
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
    const message = `This path answers ${allow}, not ${context.req.method}.`;
    const error = new ClarityError("method_not_allowed", message, { details: { allow } });
    const response = problemIn(context, error);
    response.headers.set("allow", allow);
    return await Promise.resolve(response);
  };
}
