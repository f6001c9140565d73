import type { Artifact, ArtifactName } from "../../../../lib/case/schemas.ts";
import type { CaseAnswer, CaseReports, Verification } from "../../../../lib/http/answers.ts";
import {
  type CaseList,
  cursorIn,
  hrefOf,
  READ_ARTIFACTS,
  readCase,
  readCaseList,
  readReportStatus,
  readStoredReports,
  readVerification,
  type ReportStatus,
} from "./answers.ts";
import type { Filter, Sort } from "../state/address.ts";
import type { Read } from "./read.ts";
import { type ReceivedReport, receivedReport } from "./received-report.ts";
import { jsonOf, type Network, parsedJson, readJson, request } from "./request.ts";

type OfCase<T> = (caseId: string, signal: AbortSignal) => Promise<T>;

/** Parses the bytes of an artifact elsewhere, if they are many; otherwise undefined. */
type ParseLarge = (name: ArtifactName, bytes: ArrayBuffer) => Promise<unknown>;

type AskArtifact<T> = (caseId: string, signal: AbortSignal, parse?: ParseLarge) => Promise<T>;

/** For each artifact, the request for it. */
type ArtifactRequests = { readonly [N in ArtifactName]: AskArtifact<Artifact<N>> };

/** Which page of which list. */
export interface ListView {
  readonly query: string;
  readonly sort: Sort;
  readonly filter: Filter;
  /** Undefined for the first page. */
  readonly cursor?: string | undefined;
  /** How many rows a page has; undefined for as many as the service chooses. */
  readonly limit?: number | undefined;
  /** Whether the service must have read all cases, which takes time after its start. */
  readonly complete?: boolean;
}

export interface Client {
  /** JSON from any path of the API, relative to the page. */
  readonly get: <T>(path: string, read: Read<T>, signal: AbortSignal) => Promise<T>;
  readonly cases: (view: ListView, signal: AbortSignal) => Promise<CaseList>;
  readonly case: OfCase<CaseAnswer>;
  readonly artifacts: ArtifactRequests;
  readonly verification: OfCase<Verification>;
  readonly reportStatus: OfCase<ReportStatus>;
  /** The newest of the case's stored reports. */
  readonly reports: OfCase<CaseReports>;
  /** The stored report of a key. Never renders. */
  readonly storedReport: (cacheKey: string, signal: AbortSignal) => Promise<ReceivedReport>;
  /** The report; `waitSeconds` asks the service to wait for another process that renders it. */
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
  const get = async <T>(path: string, read: Read<T>, signal: AbortSignal): Promise<T> =>
    await request(
      network,
      { path, within: JSON_WITHIN, signal },
      async (response) => await jsonOf(response, read),
    );
  const ofCase =
    <A extends { readonly case_id: string }>(prefix: string, suffix: string, read: Read<A>) =>
    async (caseId: string, signal: AbortSignal): Promise<A> => {
      const path = `${prefix}${encodeURIComponent(caseId)}${suffix}`;
      return await get(path, about(caseId, read), signal);
    };
  const artifact =
    <T>(name: ArtifactName, read: Read<{ case_id: string; data: T }>): AskArtifact<T> =>
    async (caseId, signal, parse) => {
      const path = `demo/cases/${encodeURIComponent(caseId)}/${name}`;
      return await request(network, { path, within: JSON_WITHIN, signal }, async (response) => {
        const bytes = await response.arrayBuffer();
        const parsed = await parse?.(name, bytes);
        const value = parsed ?? parsedJson(new TextDecoder().decode(bytes));
        return readJson(value, about(caseId, read)).data;
      });
    };
  return {
    get,
    cases: async (view, signal) =>
      await request(network, { path: pathOf(view), within: JSON_WITHIN, signal }, readPage),
    case: ofCase("demo/cases/", "", readCase),
    artifacts: {
      manifest: artifact("manifest", READ_ARTIFACTS.manifest),
      sweep_manifest: artifact("sweep_manifest", READ_ARTIFACTS.sweep_manifest),
      metrics: artifact("metrics", READ_ARTIFACTS.metrics),
      overlay_bundle: artifact("overlay_bundle", READ_ARTIFACTS.overlay_bundle),
      robustness_surface: artifact("robustness_surface", READ_ARTIFACTS.robustness_surface),
      monte_carlo_stats: artifact("monte_carlo_stats", READ_ARTIFACTS.monte_carlo_stats),
      confidence_surface: artifact("confidence_surface", READ_ARTIFACTS.confidence_surface),
      entropy_surface: artifact("entropy_surface", READ_ARTIFACTS.entropy_surface),
    },
    verification: ofCase("demo/cases/", "/verify", readVerification),
    reportStatus: ofCase("report/cases/", "", readReportStatus),
    reports: ofCase("report/cases/", "/reports", readStoredReports),
    storedReport: async (cacheKey, signal) =>
      await request(
        network,
        { path: hrefOf(cacheKey), within: REPORT_WITHIN, signal },
        receivedReport,
      ),
    report: async (caseId, signal, waitSeconds) =>
      await report(network, caseId, signal, waitSeconds),
  };
}

/** Rows at once are better than complete ones later: the page asks again until all is known. */
function pathOf({ query, sort, filter, cursor, limit, complete = false }: ListView): string {
  const given = new URLSearchParams({ sort, ...(complete ? {} : { partial: "true" }) });
  if (query.trim() !== "") given.set("q", query);
  if (filter !== "all") given.set("filter", filter);
  if (cursor !== undefined) given.set("cursor", cursor);
  if (limit !== undefined) given.set("limit", String(limit));
  return `demo/cases?${given.toString()}`;
}

async function readPage(response: Response): Promise<CaseList> {
  const next = cursorIn(response.headers.get("link"));
  return { ...(await jsonOf(response, readCaseList)), next };
}

/** An answer about another case would be drawn under this one's title. */
function about<A extends { readonly case_id: string }>(caseId: string, read: Read<A>): Read<A> {
  return (value) => {
    const answer = read(value);
    if (answer.case_id === caseId) return answer;
    throw new Error(`case_id: expected ${caseId}, found ${answer.case_id}`);
  };
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
  const asked = { path: "report/generate", init, within: REPORT_WITHIN, signal };
  return await request(network, asked, receivedReport);
}
