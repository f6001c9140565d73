import type { Context } from "hono";
import { CaseList, type ListPage } from "../service/case-list/case-list.ts";
import type { CaseTasks } from "../service/case-tasks.ts";
import type { KeyOf } from "../service/case-list/key-search.ts";
import type { ArtifactSource } from "../store/contract.ts";
import type { Log } from "../telemetry/log.ts";
import { skippedFoldersLog } from "../telemetry/skipped-folders-log.ts";
import type { Cases, DemoCases } from "./answers.ts";
import { addRoute } from "./app.ts";
import type { App, AppEnv } from "./app-env.ts";
import { listQueryIn, nextLink } from "./list-query.ts";

interface OpenListOptions {
  readonly source: ArtifactSource;
  readonly tasks: Pick<CaseTasks, "summarise">;
  readonly keyOf: KeyOf;
  readonly log: Log;
}

/** The list of cases of a process, which logs the cases that it cannot read. */
export function openCaseList({ log, ...options }: OpenListOptions): CaseList {
  return new CaseList({
    ...options,
    onUnreadable: (caseId, { code, details: { file } }) => {
      const where = typeof file === "string" ? { file } : {};
      log("warn", "case_unreadable", { case_id: caseId, code, ...where });
    },
  });
}

interface ListOptions {
  readonly list: CaseList;
  readonly log: Log;
}

/** `GET /report/cases`. Add it before the route of stored reports, which would take `cases` for a key. */
export function addReportListRoute(app: App, options: ListOptions): void {
  addListRoute(app, "/report/cases", options, ({ cases, total }): Cases => {
    const unreadable = cases.filter((listed) => "problem" in listed);
    return { cases: cases.map(({ case_id: caseId }) => caseId), unreadable, total };
  });
}

/** `GET /demo/cases`. */
export function addDemoListRoute(app: App, options: ListOptions): void {
  addListRoute(app, "/demo/cases", options, ({ cases, total, skipped }): DemoCases => {
    return { cases: [...cases], total, skipped: { ...skipped, first: [...skipped.first] } };
  });
}

function addListRoute(
  app: App,
  path: string,
  { list, log }: ListOptions,
  answerOf: (page: ListPage) => Cases | DemoCases,
): void {
  const logSkipped = skippedFoldersLog(log);
  addRoute(app, "GET", path, async (context: Context<AppEnv>) => {
    const page = await list.page(listQueryIn(context));
    logSkipped(page.skipped);
    const { cursor } = page;
    const link = cursor === undefined ? {} : { link: nextLink(context, cursor) };
    return context.json(answerOf(page), 200, { "cache-control": "no-cache", ...link });
  });
}
