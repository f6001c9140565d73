import type { Hono } from "hono";
import type { ErrorCode } from "../errors.ts";

/** What the platform says about a request. */
export interface RequestScope {
  readonly requestId: string;
  /** When the response must be sent, on `performance.now()`; undefined where nothing ends the request. */
  readonly deadline: number | undefined;
  /** Whether it is the first request of this process. */
  readonly coldStart?: boolean;
}

/** What handlers find out about a request, for its line in the log and for later handlers. */
interface RequestFacts {
  /** The pattern of the route. */
  route?: string;
  caseId?: string;
  cacheKey?: string;
  /** The error code of the response. */
  code?: ErrorCode;
  /** How long the client asks to wait, in its `Prefer` header. */
  waitSeconds?: number;
}

export type AppEnv = { Bindings: RequestScope; Variables: RequestFacts };
export type App = Hono<AppEnv>;
