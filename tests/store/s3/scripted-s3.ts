import { createServer, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { vi } from "vitest";
import { createS3Client } from "../../../lib/store/s3/client.ts";
import { serveHere } from "../../servers/listen-here.ts";

export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The connection is closed instead of an answer. */
export const LOST = "lost";
export type Scripted = ScriptedAnswer | typeof LOST;

/** An answer as S3 gives it when something is wrong. */
export function s3Error(status: number, code: string): ScriptedAnswer {
  return { status, body: `<Error><Code>${code}</Code><Message>Because.</Message></Error>` };
}

/** For the clients of a test file: they have something to sign with, and say nothing of Node's age. */
export function withCredentials(): void {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "unknown");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "nothing");
  vi.stubEnv("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");
}

function give(response: ServerResponse, { status = 200, headers = {}, body = "" }: ScriptedAnswer) {
  const length = { "content-length": String(Buffer.byteLength(body)) };
  const isChunked = "transfer-encoding" in headers;
  response.writeHead(status, isChunked ? headers : { ...length, ...headers }).end(body);
}

/** A bucket on a server that gives these answers in turn and then repeats the last one; and its requests. */
export async function scriptedBucket(...answers: readonly Scripted[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const answer = answers[asked.length] ?? answers.at(-1) ?? {};
    asked.push(`${request.method} ${request.url}`);
    if (answer === LOST) response.destroy();
    else void buffer(request).then(() => give(response, answer));
  });
  const endpoint = await serveHere(server);
  return { bucket: { client: createS3Client({ endpoint }), bucket: "bucket" }, endpoint, asked };
}
