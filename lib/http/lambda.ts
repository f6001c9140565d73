import type { APIGatewayProxyStructuredResultV2, Context as LambdaContext } from "aws-lambda";
import * as v from "valibot";
import type { Config } from "../config.ts";
import { ClarityError } from "../errors.ts";
import { untilAborted } from "../store/deadline.ts";
import type { App, RequestScope } from "./app.ts";
import { setCorsHeaders } from "./cors.ts";
import { toRequest, toResult } from "./lambda-event.ts";
import { logFailure, withRequestId, type Log } from "../telemetry/log.ts";
import { problemResponse } from "./problem.ts";

type Invocation = Partial<Pick<LambdaContext, "awsRequestId" | "getRemainingTimeInMillis">>;

export type LambdaHandler = (
  event: unknown,
  context?: Invocation | null,
) => Promise<APIGatewayProxyStructuredResultV2>;

interface LambdaOptions {
  /** Whether the platform ends an invocation at a time of its own. */
  readonly deployed: boolean;
  readonly allowedOrigins: Config["allowedOrigins"];
  readonly log: Log;
  /** Called before an invocation ends, and with it whatever would happen later. */
  readonly beforeEnd?: () => void;
}

const TIME_TO_ANSWER_MS = 1_000;

const WithRequestId = v.object({ requestContext: v.object({ requestId: v.string() }) });

/**
 * An application as a Lambda handler behind an HTTP API. It never throws, whatever the event: the platform
 * would answer for us, and serverless-offline does so with 200 and a stack trace.
 */
export function lambdaHandler(app: App, options: LambdaOptions): LambdaHandler {
  const { deployed, allowedOrigins, log, beforeEnd = () => undefined } = options;
  let coldStart = true;
  const refuse = async (error: unknown, requestId: string) => {
    logFailure(log, error);
    const code = error instanceof ClarityError ? error.code : "internal";
    const response = problemResponse(error, requestId);
    log("info", "request", { status: response.status, outcome: code });
    setCorsHeaders(response.headers, undefined, allowedOrigins);
    return await toResult(response);
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
      return await toResult(await beforeItIsTooLate(remainingMs, answer));
    } catch (error) {
      return await withRequestId(requestId, async () => await refuse(error, requestId));
    } finally {
      endQuietly(beforeEnd, log);
    }
  };
}

/** Stores that do not answer are given up in time to say so. */
async function beforeItIsTooLate(
  remainingMs: number | undefined,
  answer: () => Promise<Response>,
): Promise<Response> {
  if (remainingMs === undefined) return await answer();
  const signal = AbortSignal.timeout(Math.max(0, Math.floor(remainingMs) - TIME_TO_ANSWER_MS));
  return await untilAborted(signal, answer);
}

/** What was measured may get lost, the answer may not. */
function endQuietly(beforeEnd: () => void, log: Log): void {
  try {
    beforeEnd();
  } catch (error) {
    logFailure(log, error);
  }
}

/** The invocation's own id first: serverless-offline gives every request context the same one. */
function requestIdOf(event: unknown, context: Invocation | null | undefined): string {
  if (typeof context?.awsRequestId === "string") return context.awsRequestId;
  return v.is(WithRequestId, event) ? event.requestContext.requestId : "unknown";
}
