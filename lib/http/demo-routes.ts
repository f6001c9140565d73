import type { Context } from "hono";
import { CaseViews, type View } from "../case/case-views.ts";
import { countCases } from "../case/list-cases.ts";
import { checkFiles } from "../case/check-files.ts";
import { CHECKSUMS_FILE } from "../case/checksums.ts";
import { ARTIFACTS } from "../case/schemas.ts";
import { ClarityError } from "../errors.ts";
import type { ArtifactSource } from "../store/contract.ts";
import type { CaseList } from "../service/case-list/case-list.ts";
import type { CaseTasks } from "../service/case-tasks.ts";
import type { CaseAnswer, DemoHealth, Verification } from "./answers.ts";
import { addRoute } from "./app.ts";
import type { App, AppEnv } from "./app-env.ts";
import { addDemoListRoute } from "./case-lists.ts";
import { caseIdIn } from "./request.ts";
import { artifactsOf, artifactView, CHECKSUMS_VIEW, unreadableChecksums } from "./demo-views.ts";
import type { Log } from "../telemetry/log.ts";
import { answerWith, sizeOf, type Representation } from "./representation.ts";

interface DemoOptions {
  readonly source: ArtifactSource;
  readonly tasks: CaseTasks;
  readonly list: CaseList;
  readonly log: Log;
  /** `APP_ENV`. */
  readonly mode: string;
  /** The name of the folder of cases, without its path. */
  readonly artifactRoot: string;
}

/** Bodies of some 30 large cases, in both codings. */
const KEPT_BODY_BYTES = 64 * 1024 * 1024;

/** Routes of artifacts that have a short name, from when there were only four artifacts. */
const SHORT_NAMES = { surface: "robustness_surface", overlay: "overlay_bundle" } as const;

function artifactViews(tasks: CaseTasks): Readonly<Record<string, View<Representation>>> {
  const artifacts = ARTIFACTS.map((name) => [name, artifactView(name, tasks)] as const);
  const short = Object.entries(SHORT_NAMES).map(
    ([route, name]) => [route, artifactView(name, tasks)] as const,
  );
  return Object.fromEntries([...artifacts, ...short]);
}

const NO_CACHE = { "cache-control": "no-cache" } as const;

/** The routes under `/demo`. They read cases and write nothing. */
export function addDemoRoutes(app: App, options: DemoOptions): void {
  const { source, tasks, list, mode, artifactRoot } = options;
  addRoute(app, "GET", "/demo/health", async (context) => {
    const { count, all } = await countCases(source);
    const health: DemoHealth = {
      status: "ok",
      mode,
      artifact_root: artifactRoot,
      cases_available: count,
      counted_all: all,
    };
    return context.json(health, 200, NO_CACHE);
  });
  addDemoListRoute(app, options);
  addRoute(app, "GET", "/demo/cases/:caseId", async (context) => {
    const caseId = caseIdIn(context);
    const artifacts = await artifactsOf(source, caseId);
    const answer: CaseAnswer = { ...(await list.entry(caseId)), artifacts };
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

/** A `checksums.json` that is too large, or is not a file, counts as unreadable, like one that is not JSON. */
async function withoutChecksums(error: unknown): Promise<Representation> {
  if (!(error instanceof ClarityError) || error.code !== "unreportable_case") throw error;
  const { expected, received } = error.details;
  return await unreadableChecksums(
    `${CHECKSUMS_FILE}: expected ${String(expected)}, found ${String(received)}`,
  );
}

/** Not cached: it verifies the current content of the files, whatever their modification times are. */
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
