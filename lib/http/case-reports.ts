import type { Context } from "hono";
import * as v from "valibot";
import { newestFirst, type ReportService, type StoredReport } from "../service/report-service.ts";
import { CacheKeySchema, hrefOf, type CaseReports } from "./answers.ts";
import type { AppEnv } from "./app-env.ts";
import { cursorIn, limitIn, malformedCursor, nextLink } from "./list-query.ts";
import { caseIdIn } from "./request.ts";

/** `GET /report/cases/<case id>/reports`. */
export async function caseReports(
  context: Context<AppEnv>,
  open: () => Promise<ReportService>,
): Promise<Response> {
  const caseId = caseIdIn(context);
  const limit = limitIn(new URL(context.req.url).searchParams);
  const after = placeIn(context);
  const all = await (await open()).reportsOf(caseId);
  const rest = after === undefined ? all : all.filter((report) => newestFirst(after, report) < 0);
  const page = rest.slice(0, limit);
  const body: CaseReports = { case_id: caseId, reports: page.map(answerOf) };
  const last = page.at(-1);
  const link =
    last === undefined || rest.length === page.length
      ? {}
      : { link: nextLink(context, cursorAfter(last)) };
  return context.json(body, 200, { "cache-control": "no-cache", ...link });
}

function answerOf({ key, storedAt }: StoredReport): CaseReports["reports"][number] {
  return { key, stored_at: new Date(storedAt).toISOString(), href: hrefOf(key) };
}

const CursorSchema = v.strictTuple([v.number(), CacheKeySchema]);

/** The position after a report, not a number, so that reports that come meanwhile move no other one. */
function cursorAfter({ storedAt, key }: StoredReport): string {
  return Buffer.from(JSON.stringify([storedAt, key])).toString("base64url");
}

/** @throws ClarityError `invalid_request` */
function placeIn(context: Context<AppEnv>): StoredReport | undefined {
  const cursor = cursorIn(new URL(context.req.url).searchParams);
  if (cursor === undefined) return undefined;
  const result = v.safeParse(CursorSchema, parsed(cursor));
  if (!result.success) throw malformedCursor("a value from the Link header of a page");
  const [storedAt, key] = result.output;
  return { storedAt, key };
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
