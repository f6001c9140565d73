import * as v from "valibot";
import { Cache } from "../../cache/index.ts";
import { readResults, type CacheInStore } from "../../cache/upkeep/index.ts";
import { Cases } from "../../case/cases.ts";
import { CaseIdSchema, fileOf } from "../../case/schemas.ts";
import { readConfig } from "../../config.ts";
import { ClarityError } from "../../errors.ts";
import { REPORT_VERSION } from "../../report/version.ts";
import { casesAt } from "../../service/cases-at.ts";
import { createEntry } from "../../service/report-index.ts";
import { REPORT_LAYOUT } from "../../service/report-service.ts";
import { openCases } from "../../store/open-cases.ts";
import { EXIT } from "../exit-codes.ts";
import { print, type AnswerOptions, type Io } from "../io.ts";
import { counted, grouped } from "../quantities.ts";
import { keptReports } from "./kept-reports.ts";
import { progressOn } from "./progress.ts";

interface Totals {
  /** Keys with a report that is not damaged. */
  reports: number;
  /** Entries that were missing. */
  added: number;
  /** Reports of cases that state no id. */
  unnamed: number;
  /** Reports whose attachments could not be read. */
  unread: number;
}

const WithCaseId = v.looseObject({ case_id: CaseIdSchema });

/**
 * Adds what is missing in the index of reports by case. A report names its case if the manifest that is attached to
 * it does. Of the others, those of the cases that exist now are found by their keys. It may be stopped and run again
 * at any time, also beside the service.
 *
 * @throws ClarityError of `keptReports`, `readResults`, `createEntry` and `casesAt`
 */
export async function indexReports(options: AnswerOptions, io: Io): Promise<number> {
  const place = await keptReports(io);
  const totals: Totals = { reports: 0, added: 0, unnamed: 0, unread: 0 };
  const { show, clear } = progressOn(io, "indexing");
  try {
    for await (const { key, result } of readResults(place)) {
      if (result !== undefined) await indexReport(place, { key, pdf: result.body }, totals, io);
      show(key);
    }
  } finally {
    clear();
  }
  if (totals.unnamed + totals.unread > 0) await indexCases(place, totals, io);
  await print(io, { text: textOf(totals), json: { ...totals } }, options);
  return totals.unread === 0 ? EXIT.done : EXIT.refused;
}

async function indexReport(
  { store }: CacheInStore,
  { key, pdf }: { readonly key: string; readonly pdf: Uint8Array },
  totals: Totals,
  { verifyTools }: Io,
): Promise<void> {
  totals.reports++;
  const read = await verifyTools.read(pdf);
  if (!read.done) {
    totals.unread++;
    return;
  }
  const manifest = read.value.attachments.find(({ file }) => file === fileOf("manifest"));
  const caseId = caseIdIn(manifest?.bytes);
  if (caseId === undefined) totals.unnamed++;
  else if (await createEntry(store, caseId, key)) totals.added++;
}

function caseIdIn(manifest: Uint8Array | undefined): string | undefined {
  if (manifest === undefined) return undefined;
  try {
    return v.parse(WithCaseId, JSON.parse(new TextDecoder().decode(manifest))).case_id;
  } catch {
    return undefined;
  }
}

/** Adds the reports that the cases have in their current state. */
async function indexCases(place: CacheInStore, totals: Totals, io: Io): Promise<void> {
  const { cases: at } = readConfig(io.environment);
  const cases = new Cases(openCases(at), REPORT_VERSION);
  const cache = new Cache({ ...place, layout: REPORT_LAYOUT, leaseMs: 1, concurrency: 1 });
  for (const caseId of (await casesAt(at)).ids) {
    const key = await keyOf(cases, caseId);
    if (key === undefined || (await cache.storedAt(key)) === undefined) continue;
    if (await createEntry(place.store, caseId, key)) totals.added++;
  }
}

/** Undefined for a case that cannot be read. */
async function keyOf(cases: Cases, caseId: string): Promise<string | undefined> {
  try {
    return (await cases.current(caseId)).key;
  } catch (error) {
    if (error instanceof ClarityError && UNREADABLE.has(error.code)) return undefined;
    throw error;
  }
}

const UNREADABLE: ReadonlySet<string> = new Set([
  "unreportable_case",
  "not_found",
  "case_unsettled",
]);

function textOf({ reports, added, unnamed, unread }: Totals): string {
  const found =
    "Listed now: those of cases in ARTIFACT_ROOT. Any other is listed when its case is next requested.";
  return [
    `${counted(reports, "report")}: added ${grouped(added)} to the lists of their cases.`,
    ...(unnamed === 0 ? [] : [`${counted(unnamed, "report")} without a case id. ${found}`]),
    ...(unread === 0 ? [] : [`${counted(unread, "report")} could not be read. ${found}`]),
  ].join("\n");
}
