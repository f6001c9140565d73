import { once } from "node:events";
import {
  Agent as HttpAgent,
  request as requestHttp,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { buffer } from "node:stream/consumers";
import { sign } from "aws4";
import { required } from "../../../required.ts";
import { abortedWhen } from "../../deadline.ts";
import type { BucketPlace, Credentials } from "../../place.ts";
import { linkOrigin } from "../origin.ts";

/** Time limit of one attempt with its body. The SDK makes slower ones again, with a limit that depends on the size. */
const WITHIN_MS = 5_000;
const KEPT = { keepAlive: true, maxSockets: 50 };
const AGENT_OF = { http: new HttpAgent(KEPT), https: new HttpsAgent(KEPT) };
/** These mean the same in a path and in its signature. */
const SAFE_PATH = /^[A-Za-z0-9._/-]*$/;

/** What one attempt needs to read from a bucket. */
export interface DirectAccess {
  /** The URL of the bucket, ending in a slash. */
  readonly bucketUrl: string;
  readonly region: string;
  readonly credentials: Credentials;
}

interface Wanted {
  /** Of an object below the bucket; empty for the bucket itself. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  /** The ETag of a known object: its body is not wanted again. */
  readonly ifNoneMatch?: string | undefined;
}

export interface DirectResponse {
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
 * @returns undefined for a path or a size that is left to the SDK
 * @throws Error of the network
 */
export async function signedGet(
  access: DirectAccess,
  { path, query = {}, maxBytes, ifNoneMatch }: Wanted,
): Promise<DirectResponse | undefined> {
  if (!SAFE_PATH.test(path)) return undefined;
  const url = new URL(access.bucketUrl + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const response = await send(url, {
    headers: signedHeaders(access, url, ifNoneMatch),
    signal: limits(),
  });
  const { statusCode: status, headers } = response;
  if (Number(headers["content-length"] ?? 0) > maxBytes) {
    response.destroy();
    return undefined;
  }
  const { buffer: memory, byteOffset, length } = await buffer(response);
  const body = new Uint8Array(memory, byteOffset, length);
  return body.length > maxBytes ? undefined : { status, headers, body };
}

function limits(): AbortSignal {
  const within = AbortSignal.timeout(WITHIN_MS);
  const request = abortedWhen();
  return request === undefined ? within : AbortSignal.any([within, request]);
}

async function send(
  url: URL,
  options: Pick<RequestOptions, "headers" | "signal">,
  agent: typeof AGENT_OF | false = AGENT_OF,
): Promise<IncomingMessage> {
  const isHttps = url.protocol === "https:";
  const request = isHttps
    ? requestHttps(url, { ...options, agent: agent && agent.https })
    : requestHttp(url, { ...options, agent: agent && agent.http });
  const answered = once(request, "response");
  // An error after the response also ends its body, which rejects there.
  request.on("error", () => undefined);
  request.end();
  try {
    const [response]: IncomingMessage[] = await answered;
    return required(response, "the event has a response");
  } catch (error) {
    // While a function is frozen, its idle connections die unnoticed.
    if (!request.reusedSocket) throw error;
    return await send(url, options, false);
  }
}

function signedHeaders(
  { region, credentials }: DirectAccess,
  url: URL,
  ifNoneMatch: string | undefined,
): OutgoingHttpHeaders {
  const condition = ifNoneMatch === undefined ? {} : { "if-none-match": ifNoneMatch };
  const headers = { host: url.host, ...condition };
  const request = { service: "s3", region, path: url.pathname + url.search, headers };
  return sign(request, credentials).headers ?? {};
}
