import {
  verifyResults,
  type Damage,
  type DamagedResult,
  type Verification,
} from "../../cache/upkeep/index.ts";
import { EXIT } from "../exit-codes.ts";
import { print, type AnswerOptions, type Io } from "../io.ts";
import { counted } from "../quantities.ts";
import { keptReports } from "./kept-reports.ts";
import { progressOn } from "./progress.ts";

/** Reads every stored report and names those that would not be served. */
export async function verify(options: AnswerOptions, io: Io): Promise<number> {
  const place = await keptReports(io);
  const progress = progressOn(io, "verifying");
  const verification = await verifyResults(place, progress.show).finally(progress.end);
  await print(io, { text: textOf(verification), json: jsonOf(verification) }, options);
  return verification.damaged.length === 0 ? EXIT.done : EXIT.refused;
}

const DAMAGES: Readonly<Record<Damage, string>> = {
  body_missing: "the PDF is missing",
  body_empty: "the PDF is empty",
  metadata_missing: "the metadata are missing or cannot be read",
  of_another_key: "it is the report of another key",
  bytes_differ: "the bytes do not match their SHA-256",
};

function textOf({ results, bytes, damaged }: Verification): string {
  const checked = `${counted(results, "report")}, ${counted(bytes, "byte")}`;
  if (damaged.length === 0) return `${checked}: all good.`;
  const advice =
    "Damaged reports are never served. Those without a good copy are rendered again when asked for;\n" +
    "npm run cache -- prune removes them once they are older than a day.";
  return [...damaged.map(lineOf), `${checked}: ${damaged.length} damaged.`, advice].join("\n");
}

function lineOf({ key, slot, damage, goodSlot }: DamagedResult): string {
  const copy = goodSlot === undefined ? "no good copy" : `a good copy in slot ${goodSlot}`;
  return `${key} slot ${slot}: ${DAMAGES[damage]}; ${copy}`;
}

function jsonOf({ results, bytes, damaged }: Verification) {
  return {
    reports: results,
    bytes,
    damaged: damaged.map(({ key, slot, damage, goodSlot }) => {
      return { cache_key: key, slot, damage, good_slot: goodSlot ?? null };
    }),
  };
}
