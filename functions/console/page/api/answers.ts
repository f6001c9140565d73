/** The answers of the service, read with its own schemas; members that a newer service adds are left out. */
import * as v from "valibot";
import { ARTIFACT_SCHEMAS, CaseIdSchema } from "../../../../lib/case/schemas.ts";
import {
  CaseReportsSchema,
  CaseSchema,
  CaseRowSchema,
  DemoCasesSchema,
  type ListCounts,
  type ListedCase,
  type ReportStatusAnswer,
  ReportStatusSchema,
  UnreadableCaseSchema,
  VerificationSchema,
} from "../../../../lib/http/answers.ts";
import { readAs } from "./read.ts";

export const CACHE_KEY = /^[0-9a-f]{64}$/;

/** The permanent address of a report, relative to the page. */
export function hrefOf(cacheKey: string): string {
  return `report/${cacheKey}.pdf`;
}

/** A page of the list of cases, or several that follow each other. */
export interface CaseList {
  readonly cases: readonly ListedCase[];
  /** How many cases there are on all pages. */
  readonly total: number;
  readonly counts: ListCounts;
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
  /** How many entries of the response this page cannot read. */
  readonly unknown: number;
  /** Folders that are not cases. */
  readonly skipped: v.InferOutput<typeof DemoCasesSchema>["skipped"];
}

const readEntries = readAs(v.object({ ...DemoCasesSchema.entries, cases: v.array(v.unknown()) }));
const readListed = readAs(
  v.union([v.object(CaseRowSchema.entries), v.object(UnreadableCaseSchema.entries)]),
);

/** An unreadable or repeated entry does not hide the others. */
export function readCaseList(value: unknown): Omit<CaseList, "next"> {
  const { cases: entries, total, counts, skipped } = readEntries(value);
  const cases = new Map<string, ListedCase>();
  let unknown = 0;
  for (const entry of entries) {
    try {
      const listed = readListed(entry);
      cases.set(listed.case_id, listed);
    } catch {
      unknown += 1;
    }
  }
  return { cases: [...cases.values()], total, counts, unknown, skipped };
}

const NEXT = /^<\?([^<>]*)>; rel="next"$/;

/** The cursor of the next page in a `Link` header. The page makes the address itself. */
export function cursorIn(link: string | null): string | undefined {
  return new URLSearchParams(NEXT.exec(link ?? "")?.[1] ?? "").get("cursor") ?? undefined;
}

/** The pages so far with one more. A case that has moved meanwhile stays where it is. */
export function withPage(list: CaseList, page: CaseList): CaseList {
  const known = new Set(list.cases.map(({ case_id: caseId }) => caseId));
  const others = page.cases.filter(({ case_id: caseId }) => !known.has(caseId));
  return { ...page, cases: [...list.cases, ...others], unknown: list.unknown + page.unknown };
}

/** The list with what is known by now: the rows where they are, or in the order of the newer page. */
export function withNews(list: CaseList, page: CaseList, order: "kept" | "new"): CaseList {
  if (order === "new") return page;
  const news = new Map(page.cases.map((listed) => [listed.case_id, listed]));
  const cases = list.cases.map((listed) => news.get(listed.case_id) ?? listed);
  return { ...list, cases, total: page.total, counts: page.counts };
}

const [readable, unreadable] = CaseSchema.options;

export const readCase = readAs(v.union([v.object(readable.entries), v.object(unreadable.entries)]));

export const readVerification = readAs(v.object(VerificationSchema.entries));

/** What the page needs to know about a case's report. It makes the address itself: it never links to text of a response. */
export type ReportStatus = Omit<ReportStatusAnswer, "href">;

export const readReportStatus = readAs(v.object(v.omit(ReportStatusSchema, ["href"]).entries));

/** The stored reports of a case, newest first. */
export const readStoredReports = readAs(v.object(CaseReportsSchema.entries));

const envelope = <S extends v.GenericSchema>(data: S) =>
  readAs(v.object({ case_id: CaseIdSchema, data }));

/** The artifacts in the envelopes of their routes. */
export const READ_ARTIFACTS = {
  manifest: envelope(ARTIFACT_SCHEMAS.manifest),
  sweep_manifest: envelope(ARTIFACT_SCHEMAS.sweep_manifest),
  metrics: envelope(ARTIFACT_SCHEMAS.metrics),
  overlay_bundle: envelope(ARTIFACT_SCHEMAS.overlay_bundle),
  robustness_surface: envelope(ARTIFACT_SCHEMAS.robustness_surface),
  monte_carlo_stats: envelope(ARTIFACT_SCHEMAS.monte_carlo_stats),
  confidence_surface: envelope(ARTIFACT_SCHEMAS.confidence_surface),
  entropy_surface: envelope(ARTIFACT_SCHEMAS.entropy_surface),
} as const;
