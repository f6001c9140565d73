import { once } from "node:events";
import { expect, test } from "vitest";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import type { ArtifactSource } from "../../lib/store/contract.ts";
import { abortedWhen } from "../../lib/store/deadline.ts";
import { StoreUnavailableError } from "../../lib/store/failures.ts";
import { checkedHandler } from "../openapi/checked.ts";
import { generateEvent, httpEvent, responseOf } from "./events.ts";
import { problemOf } from "./problems.ts";
import { LISTED_ORIGIN, openTestService } from "./test-service.ts";

async function never(): Promise<never> {
  const signal = abortedWhen();
  if (signal === undefined) throw new Error("the read has no abort signal");
  if (!signal.aborted) await once(signal, "abort");
  throw new StoreUnavailableError({
    reason: "s3_failed",
    facts: { operation: "read", s3Error: "TimeoutError", errorCode: "TimeoutError" },
    lasting: false,
    cause: signal.reason,
  });
}

/** A source that never answers. Like a remote one, it gives up only when its signal aborts. */
function hanging(): ArtifactSource {
  return {
    read: never,
    identify: never,
    folders: never,
  };
}

test.each([
  ["a report", generateEvent("case_sparse")],
  ["the list of cases", httpEvent({ path: "/report/cases" })],
  ["the summaries", httpEvent({ path: "/demo/cases" })],
  ["an artifact", httpEvent({ path: "/demo/cases/case_sparse/metrics" })],
])("the service gives up on a store that hangs in time to answer: %s", async (_what, event) => {
  const { app, log } = await openTestService({ source: hanging });
  const options = { deployed: true, allowedOrigins: [LISTED_ORIGIN], log } as const;
  const handler = checkedHandler(lambdaHandler(app, options));
  const endsAt = performance.now() + 1_500;
  const getRemainingTimeInMillis = () => endsAt - performance.now();
  const answer = responseOf(await handler(event, { getRemainingTimeInMillis }));
  await problemOf(answer, "store_unavailable");
  expect(answer.headers.get("retry-after")).toBe("5");
});

test("an invocation whose time is already over still gets an answer", async () => {
  const { app, log } = await openTestService({ source: hanging });
  const options = { deployed: true, allowedOrigins: [LISTED_ORIGIN], log } as const;
  const handler = checkedHandler(lambdaHandler(app, options));
  const answer = await handler(generateEvent("case_sparse"), { getRemainingTimeInMillis: () => 0 });
  await problemOf(responseOf(answer), "store_unavailable");
  expect(answer.statusCode).toBe(503);
});
