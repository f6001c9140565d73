import type { Context } from "hono";
import pMap from "p-map";
import { CaseViews, type View } from "../case/case-views.ts";
import { listCases } from "../case/cases.ts";
import { CHECKED_FILES, CHECKSUMS_FILE, confirmedFiles, type Listed } from "../case/checksums.ts";
import { noSuchCase } from "../case/read-case.ts";
import { readTogether } from "../case/read-files.ts";
import { ARTIFACTS } from "../case/schemas.ts";
import type { CaseSummary } from "../case/summary.ts";
import { ClarityError } from "../errors.ts";
import type { ArtifactSource } from "../store/contract.ts";
import type { CaseTasks } from "../service/case-tasks.ts";
import type { DemoCases, DemoHealth, ListedCase, Verification } from "./answers.ts";
import { addRoute, type App, type AppEnv } from "./app.ts";
import { caseIdIn } from "./case-id.ts";
import { artifactView, checksumsText, CHECKSUMS_VIEW, summaryView } from "./demo-views.ts";
import type { Log } from "./log.ts";
import { answerWith, sizeOf, type Representation } from "./representation.ts";

interface DemoOptions {
  readonly source: ArtifactSource;
  readonly tasks: CaseTasks;
  readonly log: Log;
  /** `APP_ENV`. */
  readonly mode: string;
  /** The name of the folder of cases, without where it lies. */
  readonly artifactRoot: string;
}

/** Bodies of some 30 large cases, in both codings. */
const KEPT_BODY_BYTES = 64 * 1024 * 1024;
const KEPT_SUMMARY_BYTES = 16 * 1024 * 1024;
/** Cases that are looked at once for the list. */
const READ_AT_ONCE = 4;

/** What the routes of the demo folder's artifacts were called before there were others. */
const SHORT_NAMES = { surface: "robustness_surface", overlay: "overlay_bundle" } as const;

function viewsOf(tasks: CaseTasks): Readonly<Record<string, View<Representation>>> {
  const artifacts = ARTIFACTS.map((name) => [name, artifactView(name, tasks)] as const);
  const short = Object.entries(SHORT_NAMES).map(
    ([route, name]) => [route, artifactView(name, tasks)] as const,
  );
  return { ...Object.fromEntries([...artifacts, ...short]), checksums: CHECKSUMS_VIEW };
}

const NO_CACHE = { "cache-control": "no-cache" } as const;

/** The routes under `/demo`: they read cases and write nothing, anywhere. */
export function addDemoRoutes(app: App, options: DemoOptions): void {
  const { source, tasks, mode, artifactRoot } = options;
  addRoute(app, "GET", "/demo/health", async (context) => {
    const health: DemoHealth = {
      status: "ok",
      mode,
      artifact_root: artifactRoot,
      cases_available: (await listCases(source)).length,
    };
    return context.json(health, 200, NO_CACHE);
  });
  addRoute(app, "GET", "/demo/cases", caseListHandler(options));
  addRoute(app, "GET", "/demo/cases/:caseId/verify", async (context) =>
    context.json(await verification(source, caseIdIn(context)), 200, NO_CACHE),
  );
  const bodies = new CaseViews({ source, maxBytes: KEPT_BODY_BYTES, sizeOf });
  for (const [name, view] of Object.entries(viewsOf(tasks))) {
    addRoute(app, "GET", `/demo/cases/:caseId/${name}`, async (context) => {
      const { value, hit } = await bodies.of(caseIdIn(context), view);
      return answerWith(context, value, { "x-cache-hit": String(hit) });
    });
  }
}

/** A case that cannot be read is listed with its problem, so that one damaged case does not hide all others. */
function caseListHandler({ source, tasks, log }: DemoOptions) {
  const view = summaryView(tasks);
  const summaries = new CaseViews<CaseSummary>({
    source,
    maxBytes: KEPT_SUMMARY_BYTES,
    sizeOf: (summary) => JSON.stringify(summary).length,
  });
  const listed = async (caseId: string): Promise<ListedCase> => {
    try {
      return { case_id: caseId, ...(await summaries.of(caseId, view)).value };
    } catch (error) {
      if (!(error instanceof ClarityError)) throw error;
      const { file } = error.details;
      const where = typeof file === "string" ? { file } : {};
      log("warn", "case_unreadable", { case_id: caseId, code: error.code, ...where });
      return { case_id: caseId, problem: { code: error.code, detail: error.message, ...where } };
    }
  };
  return async (context: Context<AppEnv>) => {
    const caseIds = await listCases(source);
    const cases = await pMap(caseIds, listed, { concurrency: READ_AT_ONCE });
    const list: DemoCases = { cases, total: cases.length };
    return context.json(list, 200, NO_CACHE);
  };
}

/** Never remembered: what is verified is what the files hold now, whatever their times say. */
async function verification(source: ArtifactSource, caseId: string): Promise<Verification> {
  const names = [...CHECKED_FILES, CHECKSUMS_FILE];
  return await readTogether(source, caseId, names, async ({ files }) => {
    if (files.every((file) => file === undefined)) throw noSuchCase(caseId);
    const checksums = files.at(-1);
    if (checksums === undefined) return { case_id: caseId, valid: false, files: {} };
    const listed: Listed = JSON.parse(checksumsText(caseId, checksums.body));
    const bodies = files.map((file) => file?.body);
    const confirmed = confirmedFiles(listed, bodies);
    const valid = Object.values(confirmed).length > 0 && Object.values(confirmed).every(Boolean);
    return await Promise.resolve({ case_id: caseId, valid, files: confirmed });
  });
}
