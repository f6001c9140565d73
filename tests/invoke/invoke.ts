import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as v from "valibot";
import { inject } from "vitest";
import { responseOf } from "../http/events.ts";
import { readLogLine, type LogLine } from "../telemetry/log-lines.ts";
import { askedBy } from "../openapi/checked.ts";
import { conforming } from "../openapi/conformance.ts";

const SERVERLESS = "node_modules/serverless/bin/serverless.js";

const ResultSchema = v.strictObject({
  statusCode: v.number(),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
  isBase64Encoded: v.boolean(),
});

export type Settings = Readonly<Record<string, string>>;

interface Invocation {
  readonly result: APIGatewayProxyStructuredResultV2;
  readonly log: LogLine[];
}

export function eventPath(name: string): string {
  return join(import.meta.dirname, "events", `${name}.json`);
}

export async function eventNamed(name: string): Promise<unknown> {
  return JSON.parse(await readFile(eventPath(name), "utf8"));
}

/** `serverless invoke local` of a built function with an event from a file, in a separate process. */
export async function invoke(name: string, path: string, settings: Settings): Promise<Invocation> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [SERVERLESS, "invoke", "local", "--function", name, "--path", path],
    {
      cwd: inject("builtService"),
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...settings },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  // Lines of the log come first, each on one line; the result is indented.
  const begin = /^\{$/m.exec(stdout)?.index ?? stdout.length;
  const lines = stdout
    .slice(0, begin)
    .split("\n")
    .filter((line) => line.startsWith('{"level"'));
  const result = v.parse(ResultSchema, JSON.parse(stdout.slice(begin)));
  await conforming(askedBy(JSON.parse(await readFile(path, "utf8"))), responseOf(result));
  return { result, log: lines.map(readLogLine) };
}
