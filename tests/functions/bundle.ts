import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as v from "valibot";
import { responseOf } from "../http/events.ts";
import { askedBy } from "../openapi/checked.ts";
import { conforming } from "../openapi/conformance.ts";
import { readLogLine, type LogLine } from "../telemetry/log-lines.ts";

interface Call {
  readonly event: unknown;
  /** The remaining time of the invocation in the context, in milliseconds. */
  readonly remainingMs?: number;
}

interface Where {
  /** The folder that holds `handler.cjs`. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

const ResultsSchema = v.array(
  v.object({
    statusCode: v.number(),
    headers: v.record(v.string(), v.string()),
    body: v.string(),
    isBase64Encoded: v.boolean(),
  }),
);

/** Loads the bundle as Lambda does, and calls it one event after the other. */
const RUNNER = `
  const { handler } = require("./handler.cjs");
  (async () => {
    const results = [];
    for (const [index, { event, remainingMs }] of JSON.parse(process.argv[1]).entries()) {
      const getRemainingTimeInMillis = () => remainingMs;
      const context = { awsRequestId: "invocation-" + index, getRemainingTimeInMillis };
      results.push(await handler(event, remainingMs === undefined ? undefined : context));
    }
    process.stderr.write(JSON.stringify(results));
  })();
`;

/** The answers of a built function in a separate process, and its log. */
export async function callBundle(
  { folder, environment }: Where,
  calls: readonly Call[],
): Promise<{ results: APIGatewayProxyStructuredResultV2[]; log: LogLine[]; metrics: string[] }> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["-e", RUNNER, JSON.stringify(calls)],
    { cwd: folder, env: environment, maxBuffer: 64 * 1024 * 1024 },
  );
  const lines = stdout.split("\n").filter((line) => line !== "");
  const [metrics, log] = [true, false].map((embedded) =>
    lines.filter((line) => line.startsWith('{"_aws"') === embedded),
  );
  const results = v.parse(ResultsSchema, JSON.parse(stderr));
  for (const [index, result] of results.entries()) {
    await conforming(askedBy(calls[index]?.event), responseOf(result));
  }
  return {
    results,
    log: (log ?? []).map(readLogLine),
    metrics: metrics ?? [],
  };
}
