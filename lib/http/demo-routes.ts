import type { Context } from "hono";
import pMap from "p-map";
import { CaseViews, type View } from "../case/case-views.ts";
import { listCases } from "../case/list-cases.ts";
import { checkFiles } from "../case/check-files.ts";
import { CHECKSUMS_FILE } from "../case/checksums.ts";
import { ARTIFACTS } from "../case/schemas.ts";
import type { CaseSummary } from "../case/summary.ts";
import { ClarityError } from "../errors.ts";
import type { ArtifactSource } from "../store/contract.ts";
import type { CaseTasks } from "../service/case-tasks.ts";
import type { CaseAnswer, DemoCases, DemoHealth, ListedCase, Verification } from "./answers.ts";
import { addRoute, type App, type AppEnv } from "./app.ts";
import { caseIdIn } from "./case-id.ts";
import {
  artifactsOf,
  artifactView,
  CHECKSUMS_VIEW,
  summaryView,
  unreadableChecksums,
} from "./demo-views.ts";
import type { Log } from "../telemetry/log.ts";
import { skippedFoldersLog } from "../telemetry/skipped-folders-log.ts";
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

function artifactViews(tasks: CaseTasks): Readonly<Record<string, View<Representation>>> {
  const artifacts = ARTIFACTS.map((name) => [name, artifactView(name, tasks)] as const);
  const short = Object.entries(SHORT_NAMES).map(
    ([route, name]) => [route, artifactView(name, tasks)] as const,
  );
  return Object.fromEntries([...artifacts, ...short]);
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
      cases_available: (await listCases(source)).ids.length,
    };
    return context.json(health, 200, NO_CACHE);
  });
  const summaryOf = summaries(options);
  addRoute(app, "GET", "/demo/cases", caseListHandler(options, summaryOf));
  addRoute(app, "GET", "/demo/cases/:caseId", async (context) => {
    const caseId = caseIdIn(context);
    const artifacts = await artifactsOf(source, caseId);
    const answer: CaseAnswer = { ...(await summaryOf(caseId)), artifacts };
    return context.json(answer, 200, NO_CACHE);
  });
  addRoute(app, "GET", "/demo/cases/:caseId/verify", async (context) =>
    context.json(await verification(source, caseIdIn(context)), 200, NO_CACHE),
  );
  const bodies = new CaseViews({ source, maxBytes: KEPT_BODY_BYTES, sizeOf });
  const show = async (context: Context<AppEnv>, view: View<Representation>) => {
    const { value, hit } = await bodies.of(caseIdIn(context), view);
    return answerWith(context, value, { "x-cache-hit": String(hit) });
  };
  for (const [name, view] of Object.entries(artifactViews(tasks))) {
    addRoute(
      app,
      "GET",
      `/demo/cases/:caseId/${name}`,
      async (context) => await show(context, view),
    );
  }
  addRoute(app, "GET", "/demo/cases/:caseId/checksums", async (context) => {
    try {
      return await show(context, CHECKSUMS_VIEW);
    } catch (error) {
      return answerWith(context, await withoutChecksums(error), { "x-cache-hit": "false" });
    }
  });
}

/** Checksums that are too large, or not a file, are in the same state as those that are not JSON. */
async function withoutChecksums(error: unknown): Promise<Representation> {
  if (!(error instanceof ClarityError) || error.code !== "unreportable_case") throw error;
  const { expected, received } = error.details;
  return await unreadableChecksums(
    `${CHECKSUMS_FILE}: expected ${String(expected)}, found ${String(received)}`,
  );
}

type SummaryOf = (caseId: string) => Promise<ListedCase>;

/** A case that cannot be read has its problem, so that one damaged case does not hide all others. */
function summaries({ source, tasks, log }: DemoOptions): SummaryOf {
  const view = summaryView(tasks);
  const kept = new CaseViews<CaseSummary>({
    source,
    maxBytes: KEPT_SUMMARY_BYTES,
    sizeOf: (summary) => JSON.stringify(summary).length,
  });
  return async (caseId) => {
    try {
      return { case_id: caseId, ...(await kept.of(caseId, view)).value };
    } catch (error) {
      if (!(error instanceof ClarityError)) throw error;
      const { file } = error.details;
      const where = typeof file === "string" ? { file } : {};
      log("warn", "case_unreadable", { case_id: caseId, code: error.code, ...where });
      return { case_id: caseId, problem: { code: error.code, detail: error.message, ...where } };
    }
  };
}

function caseListHandler({ source, log }: DemoOptions, summaryOf: SummaryOf) {
  const logSkipped = skippedFoldersLog(log);
  return async (context: Context<AppEnv>) => {
    const { ids, skipped } = await listCases(source);
    logSkipped(skipped);
    const cases = await pMap(ids, summaryOf, { concurrency: READ_AT_ONCE });
    const list: DemoCases = { cases, total: cases.length, skipped };
    return context.json(list, 200, NO_CACHE);
  };
}

/** Never remembered: what is verified is what the files hold now, whatever their times say. */
async function verification(source: ArtifactSource, caseId: string): Promise<Verification> {
  const { record, ...checked } = await checkFiles(source, caseId);
  const files = "files" in checked ? checked.files : [];
  return {
    case_id: caseId,
    record,
    ...("reason" in checked ? { reason: checked.reason } : {}),
    valid: files.length > 0 && files.every(({ state }) => state === "confirmed"),
    files: Object.fromEntries(files.map(({ name, ...about }) => [name, about])),
  };
}
