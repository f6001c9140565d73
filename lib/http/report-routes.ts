import type { Context, MiddlewareHandler } from "hono";
import type { CallOptions } from "../cache/index.ts";
import { ClarityError } from "../errors.ts";
import type { ReportService } from "../service/report-service.ts";
import { GenerateSchema, hrefOf, type ReportStatusAnswer } from "./answers.ts";
import { addRoute } from "./app.ts";
import type { App, AppEnv } from "./app-env.ts";
import { MAX_BINARY_BYTES } from "./answer-limit.ts";
import { caseReports } from "./case-reports.ts";
import { caseIdIn, malformedPath, readJsonBody } from "./request.ts";
import { responseOf } from "./response-bytes.ts";
import { noneMatch, preferredWaitSeconds, reprDigest } from "./headers.ts";

const STORED_REPORT = /^([0-9a-f]{64})\.pdf$/;

/** Opens the service at the first request that needs it. */
type OpenService = () => Promise<ReportService>;

interface ReportRoutesOptions {
  /** Whether a platform that limits the size of responses runs the service: then large reports are redirected. */
  readonly deployed?: boolean;
  /** Whether the stage requires authentication: then shared caches must not store reports. */
  readonly authorized?: boolean;
}

interface Serving {
  readonly open: OpenService;
  /** A longer report is redirected. */
  readonly maxBytes: number;
  /** `Cache-Control` of a response that never changes. */
  readonly immutable: string;
}

/** The routes under `/report`. */
export function addReportRoutes(
  app: App,
  open: OpenService,
  { deployed = false, authorized = false }: ReportRoutesOptions = {},
): void {
  const serving = {
    open,
    maxBytes: deployed ? MAX_BINARY_BYTES : Number.POSITIVE_INFINITY,
    immutable: `${authorized ? "private" : "public"}, max-age=31536000, immutable`,
  };
  app.use("/report/generate", applyPreference);
  addRoute(app, "POST", "/report/generate", async (context) => await generate(context, serving));
  addRoute(app, "GET", "/report/cases/:caseId", async (context) => await status(context, open));
  addRoute(
    app,
    "GET",
    "/report/cases/:caseId/reports",
    async (context) => await caseReports(context, open),
  );
  addRoute(app, "GET", "/report/:file", async (context) => await stored(context, serving));
}

async function generate(context: Context<AppEnv>, serving: Serving): Promise<Response> {
  const { case_id: caseId } = await readJsonBody(context.req.raw, GenerateSchema);
  context.set("caseId", caseId);
  const service = await serving.open();
  const report = await service.generate(caseId, callOptions(context));
  const { key } = report;
  const contentDisposition = `attachment; filename="clarity_report_${caseId}.pdf"`;
  const cache = { "x-cache-hit": String(report.hit), "x-cache-key": key };
  if (report.body.length > serving.maxBytes) {
    const location = await service.link({ key, report, contentDisposition });
    if (location !== undefined) return redirect(context, location, cache);
  }
  return responseOf(report.body, 200, {
    "content-type": "application/pdf",
    "content-disposition": contentDisposition,
    "content-location": hrefOf(key),
    "cache-control": "no-cache",
    etag: etagOf(report.sha256),
    "repr-digest": reprDigest(report.sha256),
    ...cache,
  });
}

/** Only this client may use the link, and only for a minute. */
function redirect(
  context: Context<AppEnv>,
  location: string,
  headers: Readonly<Record<string, string>>,
): Response {
  return context.body(null, 303, { ...headers, location, "cache-control": "no-store" });
}

/** Reads `Prefer` once and sets `Preference-Applied` on every response, including the 409 after a wait. */
const applyPreference: MiddlewareHandler<AppEnv> = async (context, next) => {
  const waitSeconds = preferredWaitSeconds(context.req.header("prefer"));
  if (waitSeconds === undefined) return await next();
  context.set("waitSeconds", waitSeconds);
  await next();
  context.res.headers.set("preference-applied", `wait=${waitSeconds}`);
  return undefined;
};

function callOptions({ env: { deadline }, var: { waitSeconds } }: Context<AppEnv>): CallOptions {
  return {
    ...(deadline === undefined ? {} : { deadline }),
    ...(waitSeconds === undefined ? {} : { waitMs: waitSeconds * 1000 }),
  };
}

async function status(context: Context<AppEnv>, open: OpenService): Promise<Response> {
  const caseId = caseIdIn(context);
  const { key, record, checks, stored: report } = await (await open()).status(caseId);
  context.set("cacheKey", key);
  const body: ReportStatusAnswer = {
    case_id: caseId,
    cache_key: key,
    ready: report !== undefined,
    href: hrefOf(key),
    ...report,
    record,
    checks: { ...checks, fail: [...checks.fail] },
  };
  return context.json(body, 200, { "cache-control": "no-cache" });
}

async function stored(context: Context<AppEnv>, serving: Serving): Promise<Response> {
  const key = STORED_REPORT.exec(context.req.param("file") ?? "")?.[1];
  if (key === undefined)
    throw malformedPath("<key>.pdf, where the key is 64 lower-case hex digits");
  const service = await serving.open();
  const report = await service.stored(key);
  if (report === undefined) throw reportNotStored(key);
  const { immutable } = serving;
  const cache = { "x-cache-key": key };
  const headers = { ...cache, etag: etagOf(report.sha256), "cache-control": immutable };
  if (!noneMatch(context.req.header("if-none-match"), headers.etag)) {
    return context.body(null, 304, headers);
  }
  const contentDisposition = `inline; filename="clarity_report_${key.slice(0, 12)}.pdf"`;
  // A link is signed for GET, so HEAD could not follow it. HEAD has no body that could be too large.
  if (report.body.length > serving.maxBytes && context.req.method === "GET") {
    const location = await service.link({ key, report, contentDisposition });
    if (location !== undefined) return redirect(context, location, cache);
  }
  return responseOf(report.body, 200, {
    ...headers,
    // Not on a 304, which has only the headers that a cache updates (RFC 9110, section 15.4.5).
    "repr-digest": reprDigest(report.sha256),
    // A gateway, which gets no body for HEAD, would send 0.
    "content-length": String(report.body.length),
    "content-type": "application/pdf",
    "content-disposition": contentDisposition,
  });
}

function reportNotStored(key: string): ClarityError {
  const reason = "report_not_stored";
  return new ClarityError("not_found", undefined, { reason, details: { cache_key: key } });
}

function etagOf(sha256: string): string {
  return `"${sha256}"`;
}
