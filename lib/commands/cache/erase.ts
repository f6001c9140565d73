import { erase as eraseKey } from "../../cache/upkeep/index.ts";
import { ClarityError } from "../../errors.ts";
import { removeEntries } from "../../service/report-index.ts";
import { EXIT } from "../exit-codes.ts";
import { print, type AnswerOptions, type Io } from "../io.ts";
import { counted, sumOf } from "../quantities.ts";
import { isReportKey, keptReports } from "./kept-reports.ts";

/**
 * Removes one key's reports.
 *
 * @throws ClarityError `invalid_request`, `not_found`
 */
export async function erase(key: string, options: AnswerOptions, io: Io): Promise<number> {
  if (!isReportKey(key)) {
    const message = `Expected a key of 64 lower-case hex digits, found ${JSON.stringify(key)}.`;
    throw new ClarityError("invalid_request", message);
  }
  const place = await keptReports(io);
  // First, so that an erasure that is interrupted here can be repeated: the report is still there.
  await removeEntries(place.store, key);
  const erasure = await eraseKey(place, key);
  if (erasure === undefined) {
    const reason = "report_not_stored";
    throw new ClarityError("not_found", undefined, { reason, details: { cache_key: key } });
  }
  const { results, claims, keptClaims, heldOffMs } = erasure;
  if (results.length === 0) throw onlyClaims(key, keptClaims.length);
  const heldOffSeconds = Math.ceil(heldOffMs / 1000);
  const bytes = sumOf(results) + sumOf(claims);
  const what = `${counted(results.length, "report")} and ${counted(claims.length, "claim")}`;
  const kept = keptClaims.length === 0 ? [] : [keptText(keptClaims.length)];
  const json = {
    cache_key: key,
    reports: results.length,
    claims: claims.length,
    claims_kept: keptClaims.length,
    held_off_seconds: heldOffSeconds,
    bytes,
  };
  const heldOff = heldOffSeconds === 0 ? [] : [heldOffText(heldOffSeconds)];
  const text = [`Removed ${what}, ${counted(bytes, "byte")}.`, ...kept, ...heldOff].join("\n");
  await print(io, { text, json }, options);
  return EXIT.done;
}

function keptText(count: number): string {
  const stay = count === 1 ? "1 claim stays" : `${count} claims stay`;
  return `${stay}: younger than a day. clarity cache prune removes them once the key has a report older than a day.`;
}

/** Each render within a day counts as an attempt, because the case may crash its renderer. */
function heldOffText(seconds: number): string {
  return `The next render is delayed by about ${seconds} s, because this report was rendered several times within a day.`;
}

function onlyClaims(key: string, count: number): ClarityError {
  const stay = count === 1 ? "1 claim, which stays" : `${count} claims, which stay`;
  const message = `No report is stored under ${key}, only ${stay}: a process may be rendering it.`;
  return new ClarityError("not_found", message, { details: { cache_key: key } });
}
