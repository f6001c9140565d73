import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context } from "hono";
import Negotiator from "negotiator";
import type { AppEnv } from "./app.ts";
import { noneMatch } from "./etag.ts";

const CODINGS = ["gzip", "identity"] as const;
type Coding = (typeof CODINGS)[number];

interface Encoded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Strong: SHA-256 of these very bytes, so each coding has its own (RFC 9110, section 8.8.3.3). */
  readonly etag: string;
}

/** A JSON text in every coding that it is served in. */
export type Representation = Readonly<Record<Coding, Encoded>>;

/** @param text JSON, served as it is */
export async function represent(text: string): Promise<Representation> {
  const bytes = new TextEncoder().encode(text);
  return { identity: encoded(bytes), gzip: encoded(new Uint8Array(await promisify(gzip)(bytes))) };
}

function encoded(bytes: Uint8Array<ArrayBuffer>): Encoded {
  return { bytes, etag: `"${createHash("sha256").update(bytes).digest("hex")}"` };
}

/** What a representation takes in memory, in bytes. */
export function sizeOf({ identity, gzip: zipped }: Representation): number {
  return identity.bytes.length + zipped.bytes.length;
}

/** The answer in the coding that the client likes best; 304 when it has that already. */
export function answerWith(
  context: Context<AppEnv>,
  representation: Representation,
  headers: Readonly<Record<string, string>>,
): Response {
  const coding = preferredCoding(context.req.header("accept-encoding"));
  const { bytes, etag } = representation[coding];
  const common = { ...headers, etag, vary: "Accept-Encoding", "cache-control": "no-cache" };
  if (!noneMatch(context.req.header("if-none-match"), etag)) {
    return context.body(null, 304, common);
  }
  return context.body(bytes, 200, {
    ...common,
    "content-type": "application/json",
    // Said here, because a gateway that gets no body for HEAD would say 0.
    "content-length": String(bytes.length),
    ...(coding === "gzip" ? { "content-encoding": "gzip" } : {}),
  });
}

/** Also without any that would do: a body as it is beats 406, as RFC 9110, section 12.5.3 allows. */
function preferredCoding(accepted: string | undefined): Coding {
  const negotiator = new Negotiator({ headers: { "accept-encoding": accepted ?? "" } });
  const coding = negotiator.encoding([...CODINGS]);
  return coding === "gzip" ? "gzip" : "identity";
}
