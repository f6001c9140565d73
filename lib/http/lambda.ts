import type { APIGatewayProxyStructuredResultV2, Context as LambdaContext } from "aws-lambda";
import * as v from "valibot";
import type { Config } from "../config.ts";
import { ClarityError } from "../errors.ts";
import { untilAborted } from "../store/deadline.ts";
import type { App, RequestScope } from "./app-env.ts";
import { setCorsHeaders } from "./cors.ts";
import { toLocalResult, toRequest, toResult, type LocalResult } from "./lambda-event.ts";
import { logFailure, withRequestId, type Log } from "../telemetry/log.ts";
import { problemResponse } from "./problem.ts";

type Invocation = Partial<Pick<LambdaContext, "awsRequestId" | "getRemainingTimeInMillis">>;

type Invoked<T> = (event: unknown, context?: Invocation | null) => Promise<T>;

export type LambdaHandler = Invoked<APIGatewayProxyStructuredResultV2>;

interface LambdaOptions {
  /** Whether the platform ends an invocation after a time limit. */
  readonly deployed: boolean;
  readonly allowedOrigins: Config["allowedOrigins"];
  readonly log: Log;
  /** Called before an invocation ends. Work after that may never run. */
  readonly beforeEnd?: () => void;
}

const TIME_TO_ANSWER_MS = 1_000;

const WithRequestId = v.object({ requestContext: v.object({ requestId: v.string() }) });

/**
 * An application as a Lambda handler behind an HTTP API. It never throws, whatever the event is: otherwise the
 * platform would send its own response, and serverless-offline sends 200 with a stack trace.
 */
export function lambdaHandler(app: App, options: LambdaOptions): LambdaHandler {
  return handlerOf(app, options, toResult);
}

/** As `lambdaHandler`, for a server in the same process: a binary body stays bytes instead of becoming base64. */
export function localHandler(app: App, options: LambdaOptions): Invoked<LocalResult> {
  return handlerOf(app, options, toLocalResult);
}

function handlerOf<T>(
  app: App,
  options: LambdaOptions,
  resultOf: (response: Response) => Promise<T>,
): Invoked<T> {
  const { deployed, allowedOrigins, log, beforeEnd = () => undefined } = options;
  let coldStart = true;
  const refuse = async (error: unknown, requestId: string) => {
    logFailure(log, error);
    const code = error instanceof ClarityError ? error.code : "internal";
    const response = problemResponse(error, requestId);
    log("info", "request", { status: response.status, outcome: code });
    setCorsHeaders(response.headers, undefined, allowedOrigins);
    return await resultOf(response);
  };
  return async (event, context) => {
    let requestId = "unknown";
    try {
      requestId = requestIdOf(event, context);
      const remainingMs = deployed ? context?.getRemainingTimeInMillis?.() : undefined;
      const deadline = remainingMs === undefined ? undefined : performance.now() + remainingMs;
      const scope: RequestScope = { requestId, deadline, coldStart };
      coldStart = false;
      const answer = async () => await app.fetch(toRequest(event), scope);
      return await resultOf(await withDeadline(remainingMs, answer));
    } catch (error) {
      return await withRequestId(requestId, async () => await refuse(error, requestId));
    } finally {
      endQuietly(beforeEnd, log);
    }
  };
}

/** Ends calls to a store that does not respond, in time to send an error. */
async function withDeadline(
  remainingMs: number | undefined,
  answer: () => Promise<Response>,
): Promise<Response> {
  if (remainingMs === undefined) return await answer();
  const signal = AbortSignal.timeout(Math.max(0, Math.floor(remainingMs) - TIME_TO_ANSWER_MS));
  return await untilAborted(signal, answer);
}

/** A failure to write metrics must not fail the request. */
function endQuietly(beforeEnd: () => void, log: Log): void {
  try {
    beforeEnd();
  } catch (error) {
    logFailure(log, error);
  }
}

/** Prefers the id of the invocation: serverless-offline gives every request context the same id. */
function requestIdOf(event: unknown, context: Invocation | null | undefined): string {
  if (typeof context?.awsRequestId === "string") return context.awsRequestId;
  return v.is(WithRequestId, event) ? event.requestContext.requestId : "unknown";
}
