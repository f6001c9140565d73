import { prune as pruneCache, type PrunedKey } from "../../cache/upkeep/prune.ts";
import { EXIT } from "../exit-codes.ts";
import { print, type AnswerOptions, type Io } from "../io.ts";
import { counted, sumOf } from "../quantities.ts";
import { keptReports } from "./kept-reports.ts";

export interface PruneOptions extends AnswerOptions {
  readonly dryRun?: boolean;
}

/** Removes what nobody needs any more, and tells what that was. */
export async function prune(options: PruneOptions, io: Io): Promise<number> {
  const dryRun = options.dryRun === true;
  const keys = await pruneCache(await keptReports(io), { dryRun });
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
  await print(io, { text: [...keys.map(lineOf), total].join("\n"), json }, options);
  return EXIT.done;
}

function lineOf({ key, bad, claims, restored, busy }: PrunedKey): string {
  if (busy) return `${key}: left alone, somebody is at work there`;
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
