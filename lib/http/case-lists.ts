import type { Context } from "hono";
import type { Cases as CasesOfSource } from "../case/cases.ts";
import { CaseList, type CaseListOptions, type ListPage } from "../service/case-list/case-list.ts";
import { CaseChecks } from "../service/case-checks.ts";
import type { CaseTasks } from "../service/case-tasks.ts";
import type { Log } from "../telemetry/log.ts";
import { errorFields } from "../telemetry/log-fields.ts";
import { skippedFoldersLog } from "../telemetry/skipped-folders-log.ts";
import type { Cases, DemoCases } from "./answers.ts";
import { addRoute } from "./app.ts";
import type { App, AppEnv } from "./app-env.ts";
import { listQueryIn, nextLink } from "./list-query.ts";

interface OpenListOptions extends Pick<CaseListOptions, "source" | "keyOf" | "listReports"> {
  readonly tasks: Pick<CaseTasks, "summarise" | "check">;
  readonly cases: CasesOfSource;
  readonly log: Log;
}

/** The list of cases of a process, which logs what it cannot read. */
export function openCaseList({ log, cases, ...options }: OpenListOptions): CaseList {
  const checks = new CaseChecks(cases, options.tasks.check);
  return new CaseList({
    ...options,
    checkedOf: async (caseId) => await checks.of(caseId),
    onUnlisted: (error) => log("warn", "reports_unlisted", errorFields(error)),
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
  addListRoute(app, "/report/cases", { ...options, facts: false }, ({ cases, total }): Cases => {
    const unreadable = cases.filter((listed) => "problem" in listed);
    return { cases: cases.map(({ case_id: caseId }) => caseId), unreadable, total };
  });
}

/** `GET /demo/cases`. */
export function addDemoListRoute(app: App, options: ListOptions): void {
  const listing = { ...options, facts: true };
  addListRoute(app, "/demo/cases", listing, ({ cases, total, counts, skipped }): DemoCases => {
    return { cases: [...cases], total, counts, skipped: { ...skipped, first: [...skipped.first] } };
  });
}

function addListRoute(
  app: App,
  path: string,
  { list, log, facts }: ListOptions & { readonly facts: boolean },
  answerOf: (page: ListPage) => Cases | DemoCases,
): void {
  const logSkipped = skippedFoldersLog(log);
  addRoute(app, "GET", path, async (context: Context<AppEnv>) => {
    const page = await list.page({ ...listQueryIn(context), facts });
    logSkipped(page.skipped);
    const { cursor } = page;
    const link = cursor === undefined ? {} : { link: nextLink(context, cursor) };
    return context.json(answerOf(page), 200, { "cache-control": "no-cache", ...link });
  });
}
