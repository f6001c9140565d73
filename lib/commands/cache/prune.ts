import {
  IncompletePruning,
  isPruned,
  prune as pruneCache,
  type PrunedKey,
} from "../../cache/upkeep/index.ts";
import { EXIT } from "../exit-codes.ts";
import type { AnswerOptions, Io } from "../io.ts";
import { counted, sumOf } from "../quantities.ts";
import { keptReports } from "./kept-reports.ts";
import { progressOn } from "./progress.ts";
import { StreamedAnswer } from "./streamed-answer.ts";

export interface PruneOptions extends AnswerOptions {
  readonly dryRun?: boolean;
}

/** What was removed, or would be. */
interface Totals {
  claims: number;
  damagedReports: number;
  bytes: number;
}

/**
 * Removes what is no longer needed and prints what it removed, even when a removal failed.
 *
 * @throws ClarityError of `keptReports` and `prune`
 */
export async function prune(options: PruneOptions, io: Io): Promise<number> {
  const dryRun = options.dryRun === true;
  const place = await keptReports(io);
  const { show, clear } = progressOn(io, dryRun ? "looking" : "pruning");
  const answer = new StreamedAnswer(io, options, "keys", clear);
  const totals = { claims: 0, damagedReports: 0, bytes: 0 };
  const end = async () => {
    await answer.end({ text: summaryOf(totals, dryRun), json: jsonSummaryOf(totals, dryRun) });
  };
  try {
    for await (const key of pruneCache(place, { dryRun })) {
      add(totals, key);
      if (isPruned(key)) await answer.add({ text: `${lineOf(key)}\n`, json: jsonOf(key) });
      show(key.key);
    }
  } catch (error) {
    const isIncomplete = error instanceof IncompletePruning;
    if (isIncomplete || totals.claims + totals.damagedReports > 0) await end();
    throw isIncomplete ? error.cause : error;
  } finally {
    clear();
  }
  await end();
  return EXIT.done;
}

function add(totals: Totals, { claims, bad }: PrunedKey): void {
  totals.claims += claims.length;
  totals.damagedReports += bad.length;
  totals.bytes += sumOf(claims) + sumOf(bad);
}

function summaryOf({ claims, damagedReports, bytes }: Totals, dryRun: boolean): string {
  const sums = `${counted(claims, "claim")} and ${counted(damagedReports, "damaged report")}, ${counted(bytes, "byte")}`;
  return dryRun ? `Would remove ${sums}.\n` : `Removed ${sums}.\n`;
}

function jsonSummaryOf({ claims, damagedReports, bytes }: Totals, dryRun: boolean) {
  return { dry_run: dryRun, claims, damaged_reports: damagedReports, bytes };
}

function lineOf({ key, bad, claims, restored, busy }: PrunedKey): string {
  if (busy) return `${key}: skipped, because a process is working on it`;
  const parts = [
    ...(claims.length === 0 ? [] : [counted(claims.length, "claim")]),
    ...bad.map(({ slot }) => `the damaged report in slot ${slot}`),
    ...(restored ? ["the good report goes to slot 0"] : []),
  ];
  return `${key}: ${parts.join(", ")}`;
}

function jsonOf({ key, bad, claims, restored, busy }: PrunedKey) {
  const removed = [...claims, ...bad].map(({ key: name }) => name);
  return { cache_key: key, removed, restored, busy };
}
