import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, gzip } from "node:zlib";
import type { Context } from "hono";
import Negotiator from "negotiator";
import type { AppEnv } from "./app-env.ts";
import { memoizeUntilSuccess } from "../memoize-until-success.ts";
import { noneMatch } from "./headers.ts";

/** The order that the service prefers; a client may prefer another. */
const CODINGS = ["br", "gzip", "identity"] as const;
type Coding = (typeof CODINGS)[number];

interface Encoded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Strong: SHA-256 of these very bytes, so each coding has its own (RFC 9110, section 8.8.3.3). */
  readonly etag: string;
}

/** A body in every coding that it is served in. */
export interface Representation {
  readonly mediaType: string;
  readonly codings: Readonly<Record<"identity" | "gzip", Encoded>> & { readonly br?: Encoded };
}

/** Content that was compressed at build time, where more time is available than during a request. */
export interface Compressed {
  readonly mediaType: string;
  /** In base64. */
  readonly gzip: string;
  /** In base64. */
  readonly br: string;
}

/** Content that is stored compressed with Brotli only, because it is large. */
export interface LargeContent {
  readonly mediaType: string;
  readonly br: () => Promise<Uint8Array>;
}

/** Returns the representation for a client, by its `Accept-Encoding`: most clients accept Brotli. */
export function representLarge({
  mediaType,
  br,
}: LargeContent): (accepted: string | undefined) => Promise<Representation> {
  const asStored = memoizeUntilSuccess(async () => {
    const stored = encoded(await br());
    return { mediaType, codings: { identity: stored, gzip: stored, br: stored } };
  });
  const forOthers = memoizeUntilSuccess(async () => {
    const bytes = await promisify(brotliDecompress)(await br());
    const zipped = encoded(await promisify(gzip)(bytes));
    return { mediaType, codings: { identity: encoded(bytes), gzip: zipped } };
  });
  const stored = { br: undefined, gzip: undefined, identity: undefined };
  return async (accepted) =>
    preferredCoding(accepted, stored) === "br" ? await asStored() : await forOthers();
}

/** @param text served as it is */
export async function represent(
  text: string,
  mediaType = "application/json",
): Promise<Representation> {
  const bytes = new TextEncoder().encode(text);
  const zipped = encoded(await promisify(gzip)(bytes));
  return { mediaType, codings: { identity: encoded(bytes), gzip: zipped } };
}

/** The compressed bytes, and the original ones. */
export async function unpack({ mediaType, ...packed }: Compressed): Promise<Representation> {
  const zipped = Buffer.from(packed.gzip, "base64");
  const identity = encoded(await promisify(gunzip)(zipped));
  const br = encoded(Buffer.from(packed.br, "base64"));
  return { mediaType, codings: { identity, gzip: encoded(zipped), br } };
}

function encoded(body: Uint8Array): Encoded {
  const bytes = new Uint8Array(body);
  return { bytes, etag: `"${createHash("sha256").update(bytes).digest("hex")}"` };
}

/** The memory of a representation, in bytes. */
export function sizeOf({ codings }: Representation): number {
  return Object.values(codings).reduce((total, { bytes }) => total + bytes.length, 0);
}

/**
 * The response in the coding that the client prefers; 304 when the client has it already.
 *
 * @param headers of both; without `cache-control` among them the client asks again before each use
 */
export function answerWith(
  context: Context<AppEnv>,
  { mediaType, codings }: Representation,
  headers: Readonly<Record<string, string>>,
): Response {
  const coding = preferredCoding(context.req.header("accept-encoding"), codings);
  const { bytes, etag } = codings[coding] ?? codings.identity;
  const common = { "cache-control": "no-cache", ...headers, etag, vary: "Accept-Encoding" };
  if (!noneMatch(context.req.header("if-none-match"), etag)) {
    return context.body(null, 304, common);
  }
  return context.body(bytes, 200, {
    ...common,
    "content-type": mediaType,
    // A gateway, which gets no body for HEAD, would send 0.
    "content-length": String(bytes.length),
    ...(coding === "identity" ? {} : { "content-encoding": coding }),
  });
}

/** An option of Negotiator that its types lack: of codings with equal weight, it returns the first in `preferred`. */
interface ByPreference {
  encoding(
    available: readonly string[],
    options: { readonly preferred: readonly string[] },
  ): string | undefined;
}

/** `identity` when the client accepts no available coding: RFC 9110, section 12.5.3 allows this instead of 406. */
function preferredCoding(
  accepted: string | undefined,
  codings: Readonly<Partial<Record<Coding, unknown>>>,
): Coding {
  const negotiator: ByPreference = new Negotiator({
    headers: { "accept-encoding": accepted ?? "" },
  });
  const available = CODINGS.filter((coding) => coding in codings);
  const liked = negotiator.encoding(available, { preferred: available });
  return available.find((coding) => coding === liked) ?? "identity";
}
