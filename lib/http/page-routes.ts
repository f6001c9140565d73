import { ClarityError } from "../errors.ts";
import { memoizeUntilSuccess } from "../memoize-until-success.ts";
import { addRoute, type App } from "./app.ts";
import { pageHeaders } from "./page-headers.ts";
import { answerWith, unpack, type Compressed } from "./representation.ts";

/** A file of the built page. */
export interface PageFile extends Compressed {
  /** Where it is served: `/`, or `/assets/<name>`, whose name has a hash of the content. */
  readonly path: string;
}

export interface PageOptions {
  readonly files: readonly PageFile[];
  /** Where the API may redirect the page to, besides itself. */
  readonly redirectsTo?: string | undefined;
  /** Whether only some may see the page: then caches that others share must not keep its parts. */
  readonly authorized?: boolean;
}

const INDEX = "/";

/** The console: a page, and what it loads. */
export function addPageRoutes(app: App, options: PageOptions): void {
  const { files, redirectsTo, authorized = false } = options;
  const parts = new Map(
    files.map((file) => [file.path, memoizeUntilSuccess(async () => await unpack(file))]),
  );
  const part = async (path: string) => {
    const unpacked = parts.get(path);
    if (unpacked === undefined) throw noSuchPart();
    return await unpacked();
  };
  const ofPage = pageHeaders(redirectsTo);
  const ofParts = {
    "cache-control": `${authorized ? "private" : "public"}, max-age=31536000, immutable`,
    "x-content-type-options": "nosniff",
  };
  addRoute(app, "GET", INDEX, async (context) => answerWith(context, await part(INDEX), ofPage));
  addRoute(app, "GET", "/assets/:asset", async (context) =>
    answerWith(context, await part(context.req.path), ofParts),
  );
}

function noSuchPart(): ClarityError {
  return new ClarityError(
    "not_found",
    "The console has no such part. It may have been replaced: load the page anew.",
  );
}
