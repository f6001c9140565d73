import type { APIGatewayProxyStructuredResultV2, Context as LambdaContext } from "aws-lambda";
import * as v from "valibot";
import { ClarityError } from "../errors.ts";
import type { App } from "./app.ts";
import { toRequest, toResult } from "./lambda-event.ts";
import { errorFields, type Log } from "./log.ts";
import { problemResponse } from "./problem.ts";

export type LambdaHandler = (
  event: unknown,
  context?: Partial<Pick<LambdaContext, "awsRequestId" | "getRemainingTimeInMillis">>,
) => Promise<APIGatewayProxyStructuredResultV2>;

interface LambdaOptions {
  /** Whether the platform ends an invocation at a time of its own. */
  readonly deployed: boolean;
  readonly log: Log;
}

const WithRequestId = v.object({ requestContext: v.object({ requestId: v.string() }) });

/**
 * An application as a Lambda handler behind an HTTP API. It never throws, whatever the event: the platform
 * would answer for us, and serverless-offline does so with 200 and a stack trace.
 */
export function lambdaHandler(app: App, { deployed, log }: LambdaOptions): LambdaHandler {
  return async (event, context = {}) => {
    const requestId = v.is(WithRequestId, event)
      ? event.requestContext.requestId
      : (context.awsRequestId ?? "unknown");
    try {
      const remainingMs = deployed ? context.getRemainingTimeInMillis?.() : undefined;
      const deadline = remainingMs === undefined ? undefined : performance.now() + remainingMs;
      return await toResult(await app.fetch(toRequest(event), { requestId, deadline }));
    } catch (error) {
      if (!(error instanceof ClarityError)) {
        log("error", "internal_error", { request_id: requestId, ...errorFields(error) });
      }
      return await toResult(problemResponse(error, requestId));
    }
  };
}
