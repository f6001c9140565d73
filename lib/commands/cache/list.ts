import { takeInventory, type KeyInventory } from "../../cache/upkeep/index.ts";
import { EXIT } from "../exit-codes.ts";
import { print, type AnswerOptions, type Io } from "../io.ts";
import { columns, counted, grouped, sumOf } from "../quantities.ts";
import { keptReports } from "./kept-reports.ts";

const HEADINGS = ["key", "slot", "bytes", "stored at", "claims"];

/** Lists the stored reports and claims of each key. Does not open them. */
export async function list(options: AnswerOptions, io: Io): Promise<number> {
  const keys = await takeInventory(await keptReports(io));
  const results = keys.flatMap((key) => key.results);
  const claims = keys.flatMap((key) => key.claims);
  const totals = {
    keys: keys.length,
    reports: results.length,
    bytes: sumOf(results),
    claims: claims.length,
  };
  const sums = [
    counted(totals.keys, "key"),
    counted(totals.reports, "report"),
    counted(totals.bytes, "byte"),
    counted(totals.claims, "claim"),
  ].join(", ");
  const table = keys.length === 0 ? [] : [columns([HEADINGS, ...keys.flatMap(rowsOf)])];
  const json = { keys: keys.map(jsonOf), totals };
  await print(io, { text: [...table, sums].join("\n"), json }, options);
  return EXIT.done;
}

function rowsOf({ key, results, claims }: KeyInventory): string[][] {
  const count = String(claims.length);
  if (results.length === 0) return [[key, "none", "", "", count]];
  return results.map(({ slot, size, modifiedAt }) => [
    key,
    String(slot),
    grouped(size),
    timeOf(modifiedAt),
    count,
  ]);
}

function jsonOf({ key, results, claims }: KeyInventory) {
  return {
    cache_key: key,
    reports: results.map(({ slot, size, modifiedAt }) => {
      return { slot, bytes: size, stored_at: timeOf(modifiedAt) };
    }),
    claims: claims.length,
  };
}

/** To the second, in UTC. */
function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
