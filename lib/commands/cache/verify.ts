import { verifyResults, type Damage, type DamagedResult } from "../../cache/upkeep/index.ts";
import { EXIT } from "../exit-codes.ts";
import type { AnswerOptions, Io } from "../io.ts";
import { counted, grouped } from "../quantities.ts";
import { keptReports } from "./kept-reports.ts";
import { progressOn } from "./progress.ts";
import { StreamedAnswer } from "./streamed-answer.ts";

/** Reads every stored report and names those that would not be served. */
export async function verify(options: AnswerOptions, io: Io): Promise<number> {
  const place = await keptReports(io);
  const { show, clear } = progressOn(io, "verifying");
  const answer = new StreamedAnswer(io, options, "damaged", clear);
  const totals = { reports: 0, bytes: 0 };
  let damages = 0;
  try {
    for await (const { key, results, bytes, damaged } of verifyResults(place)) {
      totals.reports += results;
      totals.bytes += bytes;
      damages += damaged.length;
      for (const one of damaged) await answer.add({ text: `${lineOf(one)}\n`, json: jsonOf(one) });
      show(key);
    }
  } finally {
    clear();
  }
  await answer.end({ text: summaryOf(totals, damages), json: totals });
  return damages === 0 ? EXIT.done : EXIT.refused;
}

const DAMAGES: Readonly<Record<Damage, string>> = {
  body_missing: "the PDF is missing",
  body_empty: "the PDF is empty",
  metadata_missing: "the metadata are missing or cannot be read",
  of_another_key: "it is the report of another key",
  bytes_differ: "the bytes do not match their SHA-256",
};

const ADVICE =
  "Damaged reports are never served. Those without a good copy are rendered again when asked for;\n" +
  "npm run cache -- prune removes them once they are older than a day.\n";

function summaryOf(totals: { reports: number; bytes: number }, damages: number): string {
  const checked = `${counted(totals.reports, "report")}, ${counted(totals.bytes, "byte")}`;
  if (damages === 0) return `${checked}: all good.\n`;
  return `${checked}: ${grouped(damages)} damaged.\n${ADVICE}`;
}

function lineOf({ key, slot, damage, goodSlot }: DamagedResult): string {
  const copy = goodSlot === undefined ? "no good copy" : `a good copy in slot ${goodSlot}`;
  return `${key} slot ${slot}: ${DAMAGES[damage]}; ${copy}`;
}

function jsonOf({ key, slot, damage, goodSlot }: DamagedResult) {
  return { cache_key: key, slot, damage, good_slot: goodSlot ?? null };
}
