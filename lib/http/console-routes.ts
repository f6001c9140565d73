import type { Context } from "hono";
import { ClarityError } from "../errors.ts";
import { memoizeUntilSuccess } from "../memoize-until-success.ts";
import { addRoute } from "./app.ts";
import type { App, AppEnv } from "./app-env.ts";
import {
  answerWith,
  represent,
  representLarge,
  unpack,
  type Compressed,
  type LargeContent,
  type Representation,
} from "./representation.ts";

/** A file of the built page. */
export interface PageFile extends Compressed {
  /** Where it is served: `/`, or `/assets/<name>`, whose name has a hash of the content. */
  readonly path: string;
}

/** An asset that is a file of its own next to the bundle. */
export interface LargeFile extends LargeContent {
  readonly path: string;
}

interface PageOptions {
  readonly files: readonly PageFile[];
  readonly largeFiles: readonly LargeFile[];
  /** The origin that the API may redirect the page to. */
  readonly redirectsTo?: string | undefined;
  /** Whether the stage requires authentication: then shared caches must not store the assets. */
  readonly authorized?: boolean;
  /** The base of the addresses that citations show; undefined: where the reader has the page. */
  readonly publicUrl?: string | undefined;
}

interface ConsoleOptions {
  /** The OpenAPI document, as JSON. */
  readonly description: string;
  readonly page: PageOptions;
}

/** The OpenAPI document and the console. */
export function addConsoleRoutes(app: App, { description, page }: ConsoleOptions): void {
  const representation = memoizeUntilSuccess(async () => await represent(description));
  addRoute(app, "GET", "/openapi.json", async (context) =>
    answerWith(context, await representation(), {}),
  );
  addPageRoutes(app, page);
}

const INDEX = "/";

/** The console: its page and its assets. */
function addPageRoutes(app: App, options: PageOptions): void {
  const { files, largeFiles, redirectsTo, authorized = false, publicUrl } = options;
  const parts = new Map([
    ...files.map((file) => {
      const unpacked = memoizeUntilSuccess(async () => await unpack(file));
      return [file.path, unpacked] as const;
    }),
    ...largeFiles.map((file) => [file.path, representLarge(file)] as const),
  ]);
  const part = async (path: string, accepted: string | undefined) => {
    const representation = parts.get(path);
    if (representation === undefined) throw noSuchAsset();
    return await representation(accepted);
  };
  const index = memoizeUntilSuccess(
    async () => await withPublicUrl(await part(INDEX, undefined), publicUrl),
  );
  const ofPage = pageHeaders(redirectsTo);
  const ofParts = {
    "cache-control": `${authorized ? "private" : "public"}, max-age=31536000, immutable`,
    "x-content-type-options": "nosniff",
    // For the worker that verifies reports, which has a policy of its own: no request of any kind.
    "content-security-policy": "default-src 'none'",
  };
  const answer = async (context: Context<AppEnv>, path: string, headers: typeof ofParts) =>
    answerWith(context, await part(path, context.req.header("accept-encoding")), headers);
  addRoute(app, "GET", INDEX, async (context) => answerWith(context, await index(), ofPage));
  addRoute(
    app,
    "GET",
    "/assets/:asset",
    async (context) => await answer(context, context.req.path, ofParts),
  );
}

/** The meta element that functions/console/page/index.html has for it. */
const EMPTY_PUBLIC_URL = 'name="clarity-public-url" content=""';

async function withPublicUrl(
  index: Representation,
  publicUrl: string | undefined,
): Promise<Representation> {
  if (publicUrl === undefined) return index;
  const html = new TextDecoder().decode(index.codings.identity.bytes);
  // A URL has no quotes: they are encoded.
  const meta = EMPTY_PUBLIC_URL.replace('""', `"${publicUrl.replaceAll("&", "&amp;")}"`);
  return await represent(
    html.replace(EMPTY_PUBLIC_URL, () => meta),
    index.mediaType,
  );
}

function noSuchAsset(): ClarityError {
  return new ClarityError(
    "not_found",
    "Asset not found. The console may have been updated: reload the page.",
  );
}

/**
 * The security headers of the console: no inline code, no other origins, no framing.
 *
 * @param redirectsTo an origin that the API may redirect to, because the policy also applies to the target of a
 * redirect
 */
function pageHeaders(redirectsTo: string | undefined): Readonly<Record<string, string>> {
  return {
    "content-security-policy": contentSecurityPolicy(redirectsTo),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": NO_POWERS,
    "cross-origin-opener-policy": "same-origin",
  };
}

/** The clipboard is not in this list, because the page copies keys. */
const NO_POWERS = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
  .map((power) => `${power}=()`)
  .join(", ");

function contentSecurityPolicy(redirectsTo: string | undefined): string {
  const directives = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "worker-src": "'self'",
    "img-src": "'self'",
    "connect-src": ["'self'", ...(redirectsTo === undefined ? [] : [redirectsTo])].join(" "),
    // A report that was fetched is shown from memory. To Chromium 156 a frame's policy is all that counts; to
    // others their own viewer is a plug-in (https://github.com/w3c/webappsec-csp/issues/394).
    "frame-src": "blob:",
    "object-src": "blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
  };
  return Object.entries(directives)
    .map((directive) => directive.join(" "))
    .join("; ");
}
