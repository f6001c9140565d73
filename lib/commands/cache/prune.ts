import {
  IncompletePruning,
  prune as pruneCache,
  type PrunedKey,
} from "../../cache/upkeep/index.ts";
import { EXIT } from "../exit-codes.ts";
import { print, type Answer, type AnswerOptions, type Io } from "../io.ts";
import { counted, sumOf } from "../quantities.ts";
import { keptReports } from "./kept-reports.ts";
import { progressOn } from "./progress.ts";

export interface PruneOptions extends AnswerOptions {
  readonly dryRun?: boolean;
}

/**
 * Removes what is no longer needed and prints what it removed, even when a removal failed.
 *
 * @throws ClarityError of `keptReports` and `prune`
 */
export async function prune(options: PruneOptions, io: Io): Promise<number> {
  const dryRun = options.dryRun === true;
  const place = await keptReports(io);
  const progress = progressOn(io, dryRun ? "looking" : "pruning");
  try {
    const pruning = pruneCache(place, { dryRun, onChecked: progress.show });
    await print(io, answerOf(await pruning.finally(progress.end), dryRun), options);
  } catch (error) {
    if (!(error instanceof IncompletePruning)) throw error;
    await print(io, answerOf(error.pruned, dryRun), options);
    throw error.cause;
  }
  return EXIT.done;
}

function answerOf(keys: readonly PrunedKey[], dryRun: boolean): Answer {
  const removed = {
    claims: keys.flatMap(({ claims }) => claims),
    bad: keys.flatMap(({ bad }) => bad),
  };
  const bytes = sumOf(removed.claims) + sumOf(removed.bad);
  const sums = `${counted(removed.claims.length, "claim")} and ${counted(removed.bad.length, "damaged report")}, ${counted(bytes, "byte")}`;
  const total = dryRun ? `Would remove ${sums}.` : `Removed ${sums}.`;
  const json = {
    dry_run: dryRun,
    claims: removed.claims.length,
    damaged_reports: removed.bad.length,
    bytes,
    keys: keys.map(jsonOf),
  };
  return { text: [...keys.map(lineOf), total].join("\n"), json };
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
