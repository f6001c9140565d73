import type { Context } from "hono";
import pMap from "p-map";
import { CaseViews } from "../case/case-views.ts";
import { listCases } from "../case/cases.ts";
import { CHECKED_FILES, CHECKSUMS_FILE, confirmedFiles, type Listed } from "../case/checksums.ts";
import { noSuchCase } from "../case/read-case.ts";
import { readTogether } from "../case/read-files.ts";
import { ClarityError } from "../errors.ts";
import type { ArtifactSource } from "../store/contract.ts";
import { isLasting } from "../store/failures.ts";
import type { CaseSummary, DemoCases, DemoHealth, Verification } from "./answers.ts";
import { addRoute, type App, type AppEnv } from "./app.ts";
import { caseIdIn } from "./case-id.ts";
import { artifactView, checksumsText, CHECKSUMS_VIEW, SUMMARY_VIEW } from "./demo-views.ts";
import type { Log } from "./log.ts";
import { answerWith, sizeOf } from "./representation.ts";

interface DemoOptions {
  readonly source: ArtifactSource;
  readonly log: Log;
  /** `APP_ENV`. */
  readonly mode: string;
  /** The name of the folder of cases, without where it lies. */
  readonly artifactRoot: string;
}

/** Bodies of some 30 large cases, in both codings. */
const KEPT_BODY_BYTES = 64 * 1024 * 1024;
const KEPT_SUMMARY_BYTES = 16 * 1024 * 1024;
/** Cases that are read at once for the list: each may hold 16 MiB of text and what is parsed of it. */
const READ_AT_ONCE = 4;

const ARTIFACT_ROUTES = {
  manifest: artifactView("manifest"),
  surface: artifactView("robustness_surface"),
  overlay: artifactView("overlay_bundle"),
  metrics: artifactView("metrics"),
  checksums: CHECKSUMS_VIEW,
} as const;

const NO_CACHE = { "cache-control": "no-cache" } as const;

/** The routes under `/demo`: they read cases and write nothing, anywhere. */
export function addDemoRoutes(app: App, options: DemoOptions): void {
  const { source, mode, artifactRoot } = options;
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
  for (const [name, view] of Object.entries(ARTIFACT_ROUTES)) {
    addRoute(app, "GET", `/demo/cases/:caseId/${name}`, async (context) => {
      const { value, hit } = await bodies.of(caseIdIn(context), view);
      return answerWith(context, value, { "x-cache-hit": String(hit) });
    });
  }
}

/** A case that cannot be read is left out, so that one damaged case does not hide all others. */
function caseListHandler({ source, log }: DemoOptions) {
  const summaries = new CaseViews<CaseSummary>({
    source,
    maxBytes: KEPT_SUMMARY_BYTES,
    sizeOf: (summary) => JSON.stringify(summary).length,
  });
  const summaryOf = async (caseId: string) => {
    try {
      return (await summaries.of(caseId, SUMMARY_VIEW)).value;
    } catch (error) {
      // A store that is out of reach for a moment is no fault of the case.
      if (!(error instanceof ClarityError) || isPassing(error)) throw error;
      const { file } = error.details;
      const where = typeof file === "string" ? { file } : {};
      log("warn", "case_left_out", { case_id: caseId, code: error.code, ...where });
      return error;
    }
  };
  return async (context: Context<AppEnv>) => {
    const found = await pMap(await listCases(source), summaryOf, { concurrency: READ_AT_ONCE });
    const cases = found.flatMap((summary) => (summary instanceof ClarityError ? [] : [summary]));
    const fault = found.find((summary) => summary instanceof ClarityError);
    // What holds for all of them is no fault of theirs: a missing right must not read as "no cases".
    if (fault?.code === "store_unavailable" && cases.length === 0) throw fault;
    const list: DemoCases = { cases, total: cases.length };
    return context.json(list, 200, NO_CACHE);
  };
}

function isPassing(error: ClarityError): boolean {
  return error.code === "store_unavailable" && !isLasting(error);
}

/** Never remembered: what is verified is what the files hold now, whatever their times say. */
async function verification(source: ArtifactSource, caseId: string): Promise<Verification> {
  const { objects } = await readTogether(source, caseId, [...CHECKED_FILES, CHECKSUMS_FILE]);
  if (objects.every((object) => object === undefined)) throw noSuchCase(caseId);
  const checksums = objects.at(-1);
  if (checksums === undefined) return { case_id: caseId, valid: false, files: {} };
  const listed: Listed = JSON.parse(checksumsText(caseId, checksums));
  const files = confirmedFiles(
    listed,
    objects.map((object) => object?.body),
  );
  const confirmed = Object.values(files);
  return { case_id: caseId, valid: confirmed.length > 0 && confirmed.every(Boolean), files };
}
