import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { addConsoleRoutes } from "../../lib/http/console-routes.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import type { LargePageFile } from "../page-files.ts";
import type { PageFile } from "../../lib/http/console-routes.ts";
import { asMisconfigured, BuiltApartError } from "../../lib/report/built-together.ts";
import { compressedFont } from "../../lib/report/fonts/east-asian-files.ts";
import { linkOrigin } from "../../lib/store/s3/origin.ts";

/** Set by the build, which makes it of lib/openapi: neither the schemas nor their converter run here. */
declare const BUILD_API_DESCRIPTION: string;
/** Set by the build, which makes it of functions/console/page. */
declare const BUILD_PAGE: readonly PageFile[];
/** Set by the build: the other files of the page, which are next to the bundle. */
declare const BUILD_LARGE_FILES: readonly LargePageFile[];

const config = readConfig(process.env);
const { deployed, allowedOrigins, authorized, publicUrl, reports } = config;
const log = createLog(config.logLevel);

const app = createApp({ ...config, log });
addConsoleRoutes(app, {
  description: BUILD_API_DESCRIPTION,
  page: {
    files: BUILD_PAGE,
    largeFiles: BUILD_LARGE_FILES.map((file) => ({
      path: file.path,
      mediaType: file.mediaType,
      br: async () => await bytesOf(file),
    })),
    // Only deployed does anything redirect.
    redirectsTo: deployed ? linkOrigin(reports) : undefined,
    authorized,
    publicUrl,
  },
});

/** @throws ClarityError `misconfigured` when the file belongs to another build */
async function bytesOf({ name, path }: LargePageFile): Promise<Uint8Array> {
  try {
    if (name !== "page-scripts") return await compressedFont(name);
    const { COMPRESSED_SCRIPTS } = await import("./page-scripts.ts");
    const script = COMPRESSED_SCRIPTS.get(path);
    if (script === undefined) throw new BuiltApartError();
    return script;
  } catch (error) {
    throw asMisconfigured(error);
  }
}

export const handler = lambdaHandler(app, { deployed, allowedOrigins, log });
