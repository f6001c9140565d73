import type { APIGatewayProxyStructuredResultV2, Context as LambdaContext } from "aws-lambda";
import * as v from "valibot";
import type { Config } from "../config.ts";
import type { App } from "./app.ts";
import { setCorsHeaders } from "./cors.ts";
import { toRequest, toResult } from "./lambda-event.ts";
import { logFailure, type Log } from "./log.ts";
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
}

const WithRequestId = v.object({ requestContext: v.object({ requestId: v.string() }) });

/**
 * An application as a Lambda handler behind an HTTP API. It never throws, whatever the event: the platform
 * would answer for us, and serverless-offline does so with 200 and a stack trace.
 */
export function lambdaHandler(app: App, options: LambdaOptions): LambdaHandler {
  const { deployed, allowedOrigins, log } = options;
  return async (event, context) => {
    let requestId = "unknown";
    try {
      requestId = requestIdOf(event, context);
      const remainingMs = deployed ? context?.getRemainingTimeInMillis?.() : undefined;
      const deadline = remainingMs === undefined ? undefined : performance.now() + remainingMs;
      return await toResult(await app.fetch(toRequest(event), { requestId, deadline }));
    } catch (error) {
      logFailure(log, error, requestId);
      const response = problemResponse(error, requestId);
      setCorsHeaders(response.headers, undefined, allowedOrigins);
      return await toResult(response);
    }
  };
}

/** The invocation's own id first: serverless-offline gives every request context the same one. */
function requestIdOf(event: unknown, context: Invocation | null | undefined): string {
  if (typeof context?.awsRequestId === "string") return context.awsRequestId;
  return v.is(WithRequestId, event) ? event.requestContext.requestId : "unknown";
}
