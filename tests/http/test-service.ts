import { EventEmitter, once } from "node:events";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Cache } from "../../lib/cache/index.ts";
import { Cases, type CaseContent } from "../../lib/case/cases.ts";
import type { Config } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import type { App, RequestScope } from "../../lib/http/app-env.ts";
import { cacheLog } from "../../lib/telemetry/cache-events.ts";
import { addReportListRoute, openCaseList } from "../../lib/http/case-lists.ts";
import { addDemoRoutes } from "../../lib/http/demo-routes.ts";
import { createLog, type Log } from "../../lib/telemetry/log.ts";
import { addReportRoutes } from "../../lib/http/report-routes.ts";
import { reportIndexLog } from "../../lib/telemetry/report-index-log.ts";
import type { RenderReport } from "../../lib/report/source.ts";
import { reportSource, tasksHere } from "../../lib/service/case-tasks.ts";
import { ReportIndex } from "../../lib/service/report-index.ts";
import { REPORT_LAYOUT, ReportService } from "../../lib/service/report-service.ts";
import { renderReport } from "../../lib/report/render.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import type { ArtifactSource, ListObjects, ObjectStore } from "../../lib/store/contract.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import type { SignLink } from "../../lib/store/links.ts";
import { openListing } from "../../lib/store/open-listing.ts";
import { askApp } from "../openapi/checked.ts";
import { temporaryFolder } from "../store/temp-folder.ts";
import { readLogLine, type LogLine } from "../telemetry/log-lines.ts";

const DEMO_CASES = "functions/demo/artifacts";
export const LISTED_ORIGIN = "https://audit.example.org";
const REPORT_NAME = /^[0-9a-f]{64}$/;

interface Parts {
  readonly cases?: readonly string[];
  readonly allowedOrigins?: Config["allowedOrigins"];
  readonly render?: RenderReport;
  readonly source?: (folder: CaseFolder) => ArtifactSource;
  readonly store?: (store: FileStore) => ObjectStore;
  readonly sign?: SignLink;
  readonly deployed?: boolean;
  readonly authorized?: boolean;
}

export interface TestService {
  readonly app: App;
  readonly log: Log;
  /** The log lines, except the one that every request gets. */
  readonly lines: LogLine[];
  readonly requests: LogLine[];
  readonly artifactRoot: string;
  readonly cacheDir: string;
  readonly request: (path: string, init?: RequestInit, scope?: RequestScope) => Promise<Response>;
  readonly post: (caseId: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
}

/** The routes under /report and /demo over real folders, both gone when the test is over. */
export async function openTestService(parts: Parts = {}): Promise<TestService> {
  const folder = await temporaryFolder();
  const artifactRoot = join(folder, "cases");
  const cacheDir = join(folder, "cache");
  await mkdir(artifactRoot);
  await copyCases(artifactRoot, parts.cases ?? ["case_sparse"]);
  const lines: LogLine[] = [];
  const requests: LogLine[] = [];
  const log = createLog("debug", (text) => {
    const line = readLogLine(text);
    (line.event === "request" ? requests : lines).push(line);
  });
  const { allowedOrigins = [LISTED_ORIGIN], deployed = false, authorized = false } = parts;
  const app = createApp({ allowedOrigins, log, deployed });
  const service = await serviceOf(parts, { artifactRoot, cacheDir, log });
  const open = async () => await Promise.resolve(service);
  const caseFolder = new CaseFolder(artifactRoot);
  const source = parts.source?.(caseFolder) ?? caseFolder;
  const listReports = openListing({ kind: "folder", folder: cacheDir });
  addAllRoutes(app, { source, log, open, listReports, deployed, authorized });
  const request: TestService["request"] = async (path, init = {}, scope = NO_SCOPE) =>
    await askApp(app, path, init, scope);
  const post: TestService["post"] = async (caseId, headers = {}) =>
    await request("/report/generate", posting({ case_id: caseId }, headers));
  return { app, log, lines, requests, artifactRoot, cacheDir, request, post };
}

interface AllRoutesOptions {
  readonly source: ArtifactSource;
  readonly log: Log;
  readonly open: Parameters<typeof addReportRoutes>[1];
  readonly listReports: ListObjects;
  readonly deployed?: boolean;
  readonly authorized?: boolean;
}

/** The routes of cases and reports, as the functions add them. */
export function addAllRoutes(
  app: App,
  { source, log, open, listReports, ...options }: AllRoutesOptions,
): void {
  const cases = new Cases(source, REPORT_VERSION);
  const keyOf = async (caseId: string) => await cases.current(caseId);
  const list = openCaseList({ source, tasks: tasksHere, cases, keyOf, listReports, log });
  addReportListRoute(app, { list, log });
  addReportRoutes(app, open, options);
  const shown = { mode: "development", artifactRoot: "cases" };
  addDemoRoutes(app, { source, tasks: tasksHere, list, log, ...shown });
}

const NO_SCOPE: RequestScope = { requestId: "request-1", deadline: undefined };

interface Places {
  readonly artifactRoot: string;
  readonly cacheDir: string;
  readonly log: Log;
}

async function serviceOf(parts: Parts, { artifactRoot, cacheDir, log }: Places) {
  const store = await FileStore.open(cacheDir);
  const folder = new CaseFolder(artifactRoot);
  const cache = new Cache({
    store: parts.store?.(store) ?? store,
    layout: REPORT_LAYOUT,
    leaseMs: 30_000,
    concurrency: 1,
    observe: cacheLog(log),
  });
  const cases = new Cases(parts.source?.(folder) ?? folder, REPORT_VERSION);
  const { render: draw = renderReport, sign } = parts;
  const render = async (content: CaseContent) => await draw(reportSource(content));
  const index = new ReportIndex({
    store: parts.store?.(store) ?? store,
    observe: reportIndexLog(log),
  });
  return new ReportService({ cases, cache, index, render, ...(sign && { sign }) });
}

/** What `fetch` needs to post this as JSON. */
export function posting(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

export async function copyCases(artifactRoot: string, caseIds: readonly string[]): Promise<void> {
  for (const caseId of caseIds) {
    await cp(join(DEMO_CASES, caseId), join(artifactRoot, caseId), { recursive: true });
  }
}

/** Makes a case of one's own, small, of a demo case. */
export async function addCase(artifactRoot: string, caseId: string): Promise<void> {
  const folder = join(artifactRoot, caseId);
  await cp(join(DEMO_CASES, "case_sparse"), folder, { recursive: true });
  const manifest = await readFile(join(folder, "manifest.json"), "utf8");
  await writeFile(join(folder, "manifest.json"), manifest.replace("case_sparse", caseId));
}

/** Lets one render begin, and holds it until it is let go. */
export function heldRender(render: RenderReport = renderReport) {
  const begun = gate();
  const released = gate();
  let count = 0;
  const held: RenderReport = async (source) => {
    count++;
    begun.open();
    await released.opened;
    return await render(source);
  };
  return { render: held, begun: begun.opened, letGo: released.open, count: () => count };
}

function gate() {
  const latch = new EventEmitter();
  const opened = once(latch, "open");
  return { open: () => void latch.emit("open"), opened };
}

/** The names of what lies in one of the store's folders: reports or claims by key, or `tmp`. */
export async function storedIn(cacheDir: string, folder: "reports" | "claims" | "batches" | "tmp") {
  try {
    return await readdir(join(cacheDir, folder));
  } catch {
    return [];
  }
}

/** The body of a stored report, in the first slot. */
export function reportFile(cacheDir: string, key: string, slot = 0): string {
  if (!REPORT_NAME.test(key)) throw new Error(`expected a cache key, found ${key}`);
  return join(cacheDir, "reports", key, `${slot}.pdf`, "body.pdf");
}
