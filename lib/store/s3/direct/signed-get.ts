import { once } from "node:events";
import {
  Agent as HttpAgent,
  request as requestHttp,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { buffer } from "node:stream/consumers";
import { sign } from "aws4";
import { abortedWhen } from "../../deadline.ts";
import type { BucketPlace, Credentials } from "../../place.ts";
import { linkOrigin } from "../origin.ts";

/** The same as for the SDK's client. */
const SILENT_FOR_MS = 5_000;
const AGENTS = {
  "http:": new HttpAgent({ keepAlive: true, maxSockets: 50 }),
  "https:": new HttpsAgent({ keepAlive: true, maxSockets: 50 }),
};
/** These mean the same in a path and in its signature. */
const SAFE_PATH = /^[A-Za-z0-9._/-]*$/;

/** What one attempt needs to read from a bucket. */
export interface DirectAccess {
  /** The URL of the bucket, ending in a slash. */
  readonly bucketUrl: string;
  readonly region: string;
  readonly credentials: Credentials;
}

export interface Response {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** Undefined when only the SDK knows how to reach the bucket. */
export function directAccess(place: BucketPlace): DirectAccess | undefined {
  const { bucket, endpoint, region, credentials } = place;
  const origin = linkOrigin(place);
  if (credentials === undefined || region === undefined || origin === undefined) return undefined;
  if (endpoint !== undefined && new URL(endpoint).pathname !== "/") return undefined;
  const isByPath = endpoint !== undefined || bucket.includes(".");
  return { bucketUrl: `${origin}/${isByPath ? `${bucket}/` : ""}`, region, credentials };
}

/**
 * One attempt at a GET, with Signature Version 4. Ends when the request that it belongs to is aborted.
 *
 * @param path of an object below the bucket; empty for the bucket itself
 * @returns undefined for a path or a size that is left to the SDK
 * @throws Error of the network
 */
export async function signedGet(
  access: DirectAccess,
  {
    path,
    query = {},
    maxBytes,
  }: { path: string; query?: Record<string, string>; maxBytes: number },
): Promise<Response | undefined> {
  if (!SAFE_PATH.test(path)) return undefined;
  const url = new URL(access.bucketUrl + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const response = await answerOf(url, signedHeaders(access, url));
  const { statusCode: status, headers } = response;
  const size = Number(headers["content-length"] ?? 0);
  if (size > maxBytes) {
    response.destroy();
    return undefined;
  }
  const body = await buffer(response);
  return body.length > maxBytes ? undefined : { status, headers, body };
}

async function answerOf(url: URL, headers: OutgoingHttpHeaders): Promise<IncomingMessage> {
  const options = { headers, timeout: SILENT_FOR_MS, signal: abortedWhen() };
  const request =
    url.protocol === "https:"
      ? requestHttps(url, { ...options, agent: AGENTS["https:"] })
      : requestHttp(url, { ...options, agent: AGENTS["http:"] });
  request.on("timeout", () => request.destroy(new Error("silent for too long")));
  const answered = once(request, "response");
  // An error after the response also ends its body, which rejects there.
  request.on("error", () => undefined);
  request.end();
  const [response]: IncomingMessage[] = await answered;
  if (response === undefined) throw new Error("expected a response");
  return response;
}

function signedHeaders({ region, credentials }: DirectAccess, url: URL): OutgoingHttpHeaders {
  const headers = { host: url.host };
  const request = { service: "s3", region, path: url.pathname + url.search, headers };
  return sign(request, credentials).headers ?? {};
}
