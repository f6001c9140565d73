import { takeInventory, type KeyInventory } from "../../cache/upkeep/index.ts";
import { EXIT } from "../exit-codes.ts";
import type { AnswerOptions, Io } from "../io.ts";
import { counted, grouped, sumOf } from "../quantities.ts";
import { keptReports } from "./kept-reports.ts";
import { StreamedAnswer } from "./streamed-answer.ts";

const HEADINGS = ["key", "slot", "bytes", "stored at", "claims"];
/** Of the columns before the last, wide enough for nearly every report: rows are printed before all are known. */
const WIDTHS = [64, 4, 10, 20];

/** Lists the stored reports and claims of each key. Does not open them. */
export async function list(options: AnswerOptions, io: Io): Promise<number> {
  const answer = new StreamedAnswer(io, options, "keys");
  const totals = { keys: 0, reports: 0, bytes: 0, claims: 0 };
  for await (const inventory of takeInventory(await keptReports(io))) {
    const heading = totals.keys === 0 ? rowOf(HEADINGS) : "";
    totals.keys += 1;
    totals.reports += inventory.results.length;
    totals.bytes += sumOf(inventory.results);
    totals.claims += inventory.claims.length;
    const text = heading + cellsOf(inventory).map(rowOf).join("");
    await answer.add({ text, json: jsonOf(inventory) });
  }
  const sums = [
    counted(totals.keys, "key"),
    counted(totals.reports, "report"),
    counted(totals.bytes, "byte"),
    counted(totals.claims, "claim"),
  ].join(", ");
  await answer.end({ text: `${sums}\n`, json: { totals } });
  return EXIT.done;
}

function cellsOf({ key, results, claims }: KeyInventory): string[][] {
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

function rowOf(cells: readonly string[]): string {
  return `${cells.map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0)).join("  ")}\n`;
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
