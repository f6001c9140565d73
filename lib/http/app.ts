import { Hono, type Handler, type MiddlewareHandler } from "hono";
import type { Config } from "../config.ts";
import { ClarityError } from "../errors.ts";
import { cors } from "./cors.ts";
import { logFailure, type Log } from "./log.ts";
import { problemResponse } from "./problem.ts";

/** What a request carries besides itself. */
export interface RequestScope {
  readonly requestId: string;
  /** When the answer must be out, on `performance.now()`; undefined where nothing ends the request. */
  readonly deadline: number | undefined;
}

export type AppEnv = { Bindings: RequestScope };
export type App = Hono<AppEnv>;

interface AppOptions {
  readonly allowedOrigins: Config["allowedOrigins"];
  readonly log: Log;
}

/** An application without routes: CORS on every answer, problem details for whatever goes wrong. */
export function createApp({ allowedOrigins, log }: AppOptions): App {
  const app: App = new Hono<AppEnv>();
  app.use(cors(allowedOrigins));
  app.notFound((context) => problemResponse(noSuchRoute(), context.env.requestId));
  app.onError((error, context) => {
    const { requestId } = context.env;
    logFailure(log, error, requestId);
    return problemResponse(error, requestId);
  });
  return app;
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
  app.on(method, path, handler);
  app.all(path, refuseMethod(allow));
}

function refuseMethod(allow: string): MiddlewareHandler<AppEnv> {
  return async (context) => {
    const message = `This path answers ${allow}, not ${context.req.method}.`;
    const error = new ClarityError("method_not_allowed", message, { details: { allow } });
    const response = problemResponse(error, context.env.requestId);
    response.headers.set("allow", allow);
    return await Promise.resolve(response);
  };
}
