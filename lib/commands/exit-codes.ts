import { ClarityError, type ErrorCode } from "../errors.ts";
import { isLasting } from "../store/failures.ts";

/** The exit codes; docs/commands.md has the table. */
export const EXIT = {
  done: 0,
  /** Refused, failed, or a finding: damage, keys that differ. */
  refused: 1,
  usage: 2,
  /** `EX_TEMPFAIL` of sysexits.h: the same command may succeed later. */
  tryAgain: 75,
} as const;

const TRY_AGAIN: ReadonlySet<ErrorCode> = new Set([
  "in_progress",
  "held_off",
  "no_capacity",
  "case_unsettled",
  "store_unavailable",
]);

export function exitCodeOf(error: unknown): number {
  if (!(error instanceof ClarityError)) return EXIT.refused;
  if (error.code === "invalid_request") return EXIT.usage;
  // A missing permission or a wrong path does not go away.
  if (error.code === "store_unavailable" && isLasting(error)) return EXIT.refused;
  return TRY_AGAIN.has(error.code) ? EXIT.tryAgain : EXIT.refused;
}

export const EXIT_CODES_HELP = `Exit codes:
  0    done
  1    refused, failed, or a finding (damage, keys that differ)
  2    wrong usage
  75   try again later: another process renders the report, or the store is unavailable
  130  interrupted (Ctrl-C)
`;
