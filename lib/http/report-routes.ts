import type { Context, MiddlewareHandler } from "hono";
import type { CallOptions } from "../cache/cache.ts";
import { ClarityError } from "../errors.ts";
import type { ReportService } from "../report-service.ts";
import { GenerateSchema, type ReportStatusAnswer } from "./answers.ts";
import { addRoute, type App, type AppEnv } from "./app.ts";
import { caseIdIn, malformedPath } from "./case-id.ts";
import { noneMatch } from "./etag.ts";
import { readJsonBody } from "./json-body.ts";
import { preferredWaitSeconds } from "./prefer.ts";

const STORED_REPORT = /^([0-9a-f]{64})\.pdf$/;
const IMMUTABLE = "public, max-age=31536000, immutable";

/** Opens the service at the first request that needs it. */
type OpenService = () => Promise<ReportService>;

/** The routes under `/report`. */
export function addReportRoutes(app: App, open: OpenService): void {
  app.use("/report/generate", tellAppliedPreference);
  addRoute(app, "POST", "/report/generate", async (context) => await generate(context, open));
  addRoute(app, "GET", "/report/cases", async (context) => {
    const cases = await (await open()).caseIds();
    return context.json({ cases }, 200, { "cache-control": "no-cache" });
  });
  addRoute(app, "GET", "/report/cases/:caseId", async (context) => await status(context, open));
  addRoute(app, "GET", "/report/:file", async (context) => await stored(context, open));
}

async function generate(context: Context<AppEnv>, open: OpenService): Promise<Response> {
  const { case_id: caseId } = await readJsonBody(context.req.raw, GenerateSchema);
  context.set("caseId", caseId);
  const service = await open();
  const report = await service.generate(caseId, callOptions(context));
  return context.body(new Uint8Array(report.body), 200, {
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="clarity_report_${caseId}.pdf"`,
    "content-location": hrefOf(report.key),
    "cache-control": "no-cache",
    etag: etagOf(report.sha256),
    "x-cache-hit": String(report.hit),
    "x-cache-key": report.key,
  });
}

/** On every answer to it, the 409 that follows a wait in vain included. */
const tellAppliedPreference: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  const waitSeconds = preferredWaitSeconds(context.req.header("prefer"));
  if (waitSeconds !== undefined) {
    context.res.headers.set("preference-applied", `wait=${waitSeconds}`);
  }
};

function callOptions({ env: { deadline }, req }: Context<AppEnv>): CallOptions {
  const waitSeconds = preferredWaitSeconds(req.header("prefer"));
  return {
    ...(deadline === undefined ? {} : { deadline }),
    ...(waitSeconds === undefined ? {} : { waitMs: waitSeconds * 1000 }),
  };
}

async function status(context: Context<AppEnv>, open: OpenService): Promise<Response> {
  const caseId = caseIdIn(context);
  const { key, ready } = await (await open()).status(caseId);
  context.set("cacheKey", key);
  const body: ReportStatusAnswer = { case_id: caseId, cache_key: key, ready, href: hrefOf(key) };
  return context.json(body, 200, { "cache-control": "no-cache" });
}

async function stored(context: Context<AppEnv>, open: OpenService): Promise<Response> {
  const key = STORED_REPORT.exec(context.req.param("file") ?? "")?.[1];
  if (key === undefined)
    throw malformedPath("<key>.pdf, where the key is 64 lower-case hex digits");
  const report = await (await open()).stored(key);
  if (report === undefined) {
    const message =
      "No report is stored under this key. POST /report/generate makes the report of a case.";
    throw new ClarityError("not_found", message, { details: { cache_key: key } });
  }
  const headers = { etag: etagOf(report.sha256), "cache-control": IMMUTABLE, "x-cache-key": key };
  if (!noneMatch(context.req.header("if-none-match"), headers.etag)) {
    return context.body(null, 304, headers);
  }
  return context.body(new Uint8Array(report.body), 200, {
    ...headers,
    // Said here, because a gateway that gets no body for HEAD would say 0.
    "content-length": String(report.body.length),
    "content-type": "application/pdf",
    "content-disposition": `inline; filename="clarity_report_${key.slice(0, 12)}.pdf"`,
  });
}

function hrefOf(key: string): string {
  return `/report/${key}.pdf`;
}

function etagOf(sha256: string): string {
  return `"${sha256}"`;
}
