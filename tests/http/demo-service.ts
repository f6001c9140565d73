import { createApp } from "../../lib/http/app.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import { Cache } from "../../lib/cache/index.ts";
import { Cases } from "../../lib/case/cases.ts";
import { ReportIndex } from "../../lib/service/report-index.ts";
import { REPORT_LAYOUT, ReportService } from "../../lib/service/report-service.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import type { ArtifactSource } from "../../lib/store/contract.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { askApp } from "../openapi/checked.ts";
import { temporaryFolder } from "../store/temp-folder.ts";
import { readLogLine, type LogLine } from "../telemetry/log-lines.ts";
import { addAllRoutes, LISTED_ORIGIN, posting } from "./test-service.ts";

const SCOPE = { requestId: "request-1", deadline: undefined };

/** The routes under /report and /demo over any cases. The renderer writes the id of the case, not a PDF. */
export async function openDemoService(given: string | ArtifactSource) {
  const source = typeof given === "string" ? new CaseFolder(given) : given;
  const lines: LogLine[] = [];
  const log = createLog("info", (text) => lines.push(readLogLine(text)));
  const app = createApp({ allowedOrigins: [LISTED_ORIGIN], log });
  const store = await FileStore.open(await temporaryFolder());
  const cache = new Cache({ store, layout: REPORT_LAYOUT, leaseMs: 30_000, concurrency: 1 });
  const index = new ReportIndex({ store });
  const cases = new Cases(source, "0");
  const service = new ReportService({ cases, cache, index, render: renderId });
  const open = async () => await Promise.resolve(service);
  addAllRoutes(app, { source, log, open, listReports: (prefix) => store.list(prefix) });
  const request = async (path: string, init: RequestInit = {}) =>
    await askApp(app, path, init, SCOPE);
  const post = async (caseId: string) =>
    await request("/report/generate", posting({ case_id: caseId }));
  return { request, post, lines };
}

async function renderId({ caseId }: { readonly caseId: string }): Promise<Uint8Array> {
  return await Promise.resolve(new TextEncoder().encode(caseId));
}
