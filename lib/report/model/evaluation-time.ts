import type { Manifest } from "../../case/schemas.ts";

/** When the case was evaluated. */
export interface EvaluationTime {
  /** The instant, to the millisecond; the Unix epoch where the case names none. */
  readonly instant: Date;
  /** What the report says of it. */
  readonly text: string;
}

const ISO_8601 =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** The first of `created_at`, `timestamp`, `generated_at`; a time without a zone is read as UTC. */
export function evaluationTime(manifest: Manifest): EvaluationTime {
  const given = manifest.created_at ?? manifest.timestamp ?? manifest.generated_at;
  if (given === undefined) return { instant: new Date(0), text: "The case does not say." };
  const match = ISO_8601.exec(given);
  if (match === null) return { instant: new Date(0), text: `${given} (not an ISO 8601 time)` };
  const [, , , , hour, , , , zone] = match;
  const instant = instantOf(match);
  if (hour === undefined || zone === "Z") return { instant, text: given };
  if (zone === undefined) return { instant, text: `${given} (no zone given, read as UTC)` };
  return { instant, text: `${given} (${instant.toISOString().replace(/\.000Z$/, "Z")})` };
}

function instantOf(match: RegExpExecArray): Date {
  const part = (index: number): number => Number(match[index] ?? 0);
  const milliseconds = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const instant = new Date(0);
  // `Date.UTC` would read the years 0 to 99 as 1900 to 1999.
  instant.setUTCFullYear(part(1), part(2) - 1, part(3));
  instant.setUTCHours(part(4), part(5) - offsetMinutes(match[8]), part(6), milliseconds);
  return instant;
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}
