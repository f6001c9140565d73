import type {
  Manifest,
  Metrics,
  OverlayBundle,
  RobustnessSurface,
} from "../../../../lib/case/schemas.ts";
import type { Verification } from "../../../../lib/http/answers.ts";
import {
  type CaseList,
  caseList,
  reportStatus,
  type ReportStatus,
  verification,
} from "./answers.ts";
import { manifest, metrics, overlayBundle, robustnessSurface } from "./artifacts.ts";
import { type ReceivedReport, receivedReport } from "./received-report.ts";
import { jsonOf, type Network, request } from "./request.ts";
import { record, refuse, type Shape } from "./shape.ts";

export interface Client {
  readonly cases: (signal: AbortSignal) => Promise<CaseList>;
  readonly manifest: (caseId: string, signal: AbortSignal) => Promise<Manifest>;
  readonly metrics: (caseId: string, signal: AbortSignal) => Promise<Metrics>;
  readonly overlay: (caseId: string, signal: AbortSignal) => Promise<OverlayBundle>;
  readonly surface: (caseId: string, signal: AbortSignal) => Promise<RobustnessSurface>;
  readonly verification: (caseId: string, signal: AbortSignal) => Promise<Verification>;
  readonly reportStatus: (caseId: string, signal: AbortSignal) => Promise<ReportStatus>;
  /** The report; `waitSeconds` asks the service to wait for another one's rendering. */
  readonly report: (
    caseId: string,
    signal: AbortSignal,
    waitSeconds?: number,
  ) => Promise<ReceivedReport>;
}

/** Milliseconds until an answer must be complete: a list of many cases, or a full overlay, takes its time. */
const JSON_WITHIN = 30_000;
/** A large report takes seconds to render, and 20 s may pass until a renderer comes free. */
const REPORT_WITHIN = 90_000;

/** The service's API. Every call fails with an `ApiProblem`, or with the signal's reason. */
export function createClient(network: Network): Client {
  const get = async <T>(path: string, shape: Shape<T>, signal: AbortSignal): Promise<T> =>
    await request(
      network,
      { path, within: JSON_WITHIN, signal },
      async (response) => await jsonOf(response, shape),
    );
  const ofCase = <T>(prefix: string, suffix: string, shape: Shape<T>) => {
    return async (caseId: string, signal: AbortSignal): Promise<T> =>
      await get(`${prefix}${encodeURIComponent(caseId)}${suffix}`, about(caseId, shape), signal);
  };
  return {
    cases: async (signal) => await get("/demo/cases", caseList, signal),
    manifest: ofCase("/demo/cases/", "/manifest", dataOf(manifest)),
    metrics: ofCase("/demo/cases/", "/metrics", dataOf(metrics)),
    overlay: ofCase("/demo/cases/", "/overlay", dataOf(overlayBundle)),
    surface: ofCase("/demo/cases/", "/surface", dataOf(robustnessSurface)),
    verification: ofCase("/demo/cases/", "/verify", verification),
    reportStatus: ofCase("/report/cases/", "", reportStatus),
    report: async (caseId, signal, waitSeconds) =>
      await report(network, caseId, signal, waitSeconds),
  };
}

/** An answer of another case would be drawn under this one's title. */
function about<T>(caseId: string, shape: Shape<T>): Shape<T> {
  return (value) => {
    const { case_id: answered } = record({})(value);
    if (answered !== caseId) return refuse(answered, "case_id", caseId);
    return shape(value);
  };
}

function dataOf<T>(shape: Shape<T>): Shape<T> {
  return (value) => shape(record({})(value)["data"], "data");
}

async function report(
  network: Network,
  caseId: string,
  signal: AbortSignal,
  waitSeconds: number | undefined,
): Promise<ReceivedReport> {
  const prefer = waitSeconds === undefined ? {} : { prefer: `wait=${waitSeconds}` };
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", ...prefer },
    body: JSON.stringify({ case_id: caseId }),
  };
  const asked = { path: "/report/generate", init, within: REPORT_WITHIN, signal };
  return await request(network, asked, receivedReport);
}
