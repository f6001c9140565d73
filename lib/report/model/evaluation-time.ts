import type { Manifest } from "../../case/schemas.ts";
import { excerpt } from "./excerpt.ts";

/** When the case was evaluated. */
export interface EvaluationTime {
  /** The instant, to the millisecond; the Unix epoch if the case states no time. */
  readonly instant: Date;
  /** The text in the report; undefined if the case states no time. */
  readonly text: string | undefined;
}

const MEMBERS = ["created_at", "timestamp", "generated_at"] as const;

const ISO_8601 =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/;

/**
 * The first of `created_at`, `timestamp`, `generated_at` that is an ISO 8601 time; one without a zone is read
 * as UTC, so that the report does not depend on the machine. All are shown as they stand.
 */
export function evaluationTime(manifest: Manifest | undefined): EvaluationTime {
  const given = MEMBERS.flatMap((name) => {
    const written = manifest?.[name];
    return written === undefined ? [] : [{ name, written, read: readTime(written) }];
  });
  const [first, ...others] = given;
  const instant = given.find(({ read }) => read.instant !== undefined)?.read.instant ?? new Date(0);
  if (first === undefined) return { instant, text: undefined };
  const differing = others.filter(({ written }) => written !== first.written);
  const more = differing.map(({ name, read }) => `; ${name}: ${read.text}`).join("");
  return { instant, text: `${first.read.text}${more}` };
}

interface ReadTime {
  readonly instant: Date | undefined;
  readonly text: string;
}

function readTime(given: string): ReadTime {
  const match = ISO_8601.exec(given);
  if (match === null || !isOnTheCalendar(match)) {
    const shown = given === "" ? "an empty text" : excerpt(given);
    return { instant: undefined, text: `${shown} (not an ISO 8601 time)` };
  }
  const [, , , , hour, , , , zone] = match;
  const instant = instantOf(match);
  if (hour === undefined || zone === "Z") return { instant, text: given };
  if (zone === undefined) return { instant, text: `${given} (no zone given, read as UTC)` };
  return { instant, text: `${given} (${instant.toISOString().replace(/\.000Z$/, "Z")})` };
}

/** False for a 30 February: JavaScript would quietly read it as a day in March. */
function isOnTheCalendar(match: RegExpExecArray): boolean {
  const [, year, month, day] = match.map(Number);
  return dateOf(year, month, day).getUTCDate() === day;
}

function instantOf(match: RegExpExecArray): Date {
  const part = (index: number): number => Number(match[index] ?? 0);
  const milliseconds = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const instant = dateOf(part(1), part(2), part(3));
  instant.setUTCHours(part(4), part(5) - offsetMinutes(match[8]), part(6), milliseconds);
  return instant;
}

/** `Date.UTC` would read the years 0 to 99 as 1900 to 1999. */
function dateOf(year = 0, month = 1, day = 1): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}
